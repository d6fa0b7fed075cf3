import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { StreamSnapshot } from "../../lib/wire/media-events";
import type { RequestKind } from "./request-kind";
import type { ObserveRequest } from "./time-requests";

/** Where the figures come from; asked at each scrape. */
export interface MetricSources {
  snapshots(): readonly StreamSnapshot[];
  /** Since the start, in bytes. */
  traffic(): { readonly bytesIn: number; readonly bytesOut: number };
  /** Connected right now, by the way they watch. `page`: watch pages that said so, whatever they play with. */
  viewers(): {
    readonly page: number;
    readonly flv: number;
    readonly whep: number;
    /** Served by creators' browsers. */
    readonly room: number;
  };
  /** Connections that encoders hold, publishing or not yet. */
  ingestConnections(): { readonly rtmp: number; readonly webrtc: number };
  publicConnections(): Promise<number>;
  /** Parts that were made, since the start. */
  parts(): number;
  events(): { readonly queued: number; readonly failures: number; readonly dropped: number };
  /** Bytes that wait for the disk, and files that wait for the store. */
  recordings(): { readonly active: number; readonly waitingBytes: number; readonly waitingUploads: number };
}

export interface MediaMetrics {
  readonly contentType: string;
  /** Prometheus text format 0.0.4. Names no stream and no address. */
  text(): Promise<string>;
  readonly observe: ObserveRequest;
}

/** A blocking reload waits for a part of 0.2 s; segments come every 2 s. */
const SECONDS = [0.005, 0.025, 0.1, 0.2, 0.25, 0.3, 0.5, 1, 2.5, 6];
const KINDS: readonly RequestKind[] = ["playlist", "playlist-blocking", "media", "signalling", "other"];

/** The media server in figures, for Prometheus. Nothing is counted twice: most figures are read when asked for. */
export function createMediaMetrics(sources: MetricSources): MediaMetrics {
  const register = new Registry();
  const duration = new Histogram({
    name: "live_http_request_duration_seconds",
    help: "Time to answer viewers' requests; playlist-blocking waits for news.",
    labelNames: ["kind"],
    buckets: SECONDS,
    registers: [register],
  });
  // The children are kept: looking one up costs more than counting.
  const children = new Map(KINDS.map((kind) => [kind, duration.labels(kind)]));
  addStreamMetrics(register, sources);
  addWorkMetrics(register, sources);
  let hasDefaults = false;
  return {
    contentType: register.contentType,
    async text() {
      // Event loop, garbage collection and memory cost a little to watch: only where somebody scrapes.
      if (!hasDefaults) collectDefaultMetrics({ register });
      hasDefaults = true;
      return register.metrics();
    },
    observe: (kind, seconds) => children.get(kind)?.observe(seconds),
  };
}

function addStreamMetrics(register: Registry, sources: MetricSources): void {
  const registers = [register];
  new Gauge({
    name: "live_streams",
    help: "Streams that this server holds.",
    labelNames: ["phase"],
    registers,
    collect() {
      for (const phase of ["connecting", "live", "reconnecting"])
        this.set({ phase }, sources.snapshots().filter((stream) => stream.phase === phase).length);
    },
  });
  new Gauge({
    name: "live_publishers",
    help: "Encoders that are connected and permitted.",
    labelNames: ["protocol"],
    registers,
    collect() {
      for (const protocol of ["rtmp", "whip"])
        this.set({ protocol }, sources.snapshots().filter((stream) => stream.protocol === protocol).length);
    },
  });
  new Gauge({
    name: "live_renditions",
    help: "Qualities that viewers can choose, of all streams.",
    registers,
    collect() {
      this.set(sources.snapshots().reduce((sum, stream) => sum + stream.renditions.length, 0));
    },
  });
  new Gauge({
    name: "live_viewers",
    help: "Viewers by the way they watch; page counts watch pages, whatever they play with.",
    labelNames: ["kind"],
    registers,
    collect() {
      for (const [kind, count] of Object.entries(sources.viewers())) this.set({ kind }, count);
    },
  });
  totalOf(register, "live_media_bytes_total", "Media received and sent.", "direction", () => {
    const { bytesIn, bytesOut } = sources.traffic();
    return { in: bytesIn, out: bytesOut };
  });
}

function addWorkMetrics(register: Registry, sources: MetricSources): void {
  gaugeOf(
    register,
    "live_ingest_connections",
    "Connections of encoders.",
    "protocol",
    sources.ingestConnections,
  );
  gaugeOf(register, "live_recordings", "Recordings that grow, and what waits to be kept.", "what", () => {
    const { active, waitingBytes, waitingUploads } = sources.recordings();
    return { active, "waiting-bytes": waitingBytes, "waiting-uploads": waitingUploads };
  });
  gaugeOf(register, "live_children", "Child processes: transcoders and picture makers.", "kind", () => ({
    ffmpeg: process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length,
  }));
  gaugeOf(register, "live_queue_length", "Events that wait for the app.", "queue", () => ({
    events: sources.events().queued,
  }));
  totalOf(register, "live_event_reports_total", "Event reports that went wrong.", "outcome", () => {
    const { failures, dropped } = sources.events();
    return { failed: failures, dropped };
  });
  totalOf(register, "live_parts_total", "Parts made of sources.", "rendition", () => ({
    source: sources.parts(),
  }));
  new Gauge({
    name: "live_public_connections",
    help: "Open connections of viewers.",
    registers: [register],
    async collect() {
      this.set(await sources.publicConnections());
    },
  });
}

function gaugeOf(
  register: Registry,
  name: string,
  help: string,
  label: string,
  read: () => Readonly<Record<string, number>>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [register],
    collect() {
      for (const [key, value] of Object.entries(read())) this.set({ [label]: key }, value);
    },
  });
}

function totalOf(
  register: Registry,
  name: string,
  help: string,
  label: string,
  read: () => Readonly<Record<string, number>>,
): void {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [register],
    collect() {
      this.reset();
      for (const [key, value] of Object.entries(read())) this.inc({ [label]: key }, value);
    },
  });
}
