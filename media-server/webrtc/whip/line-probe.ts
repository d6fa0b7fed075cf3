import type { IncomingMessage } from "node:http";
import { PROBE_PATH, readProbeToken } from "../../../lib/wire/probe-token";
import type { PublishVerdict } from "../../../lib/wire/publish";
import type { StreamSettings } from "../../../lib/wire/stream-settings";
import type { MediaSink, Publisher } from "../../media";
import { errorAnswer, type HttpAnswer, httpAnswer, sendAnswer } from "../../packaging/http-answer";
import type { OtherRoute } from "../../public-routes";
import { bearerOf } from "../http-session";
import { ArrivalRate } from "./arrival-rate";
import { createWhip, type WhipOptions } from "./whip-endpoint";

/** Long enough for a browser to find out what its line carries, in ms. */
const LONGEST_MS = 12_000;
/** They share the peers of publishers and viewers, and must leave them most of it. */
const MOST_AT_ONCE = 16;

export interface ProbeOptions extends Omit<WhipOptions, "path" | "authorize" | "openSink"> {
  readonly secret: string;
  /** Epoch ms. */
  readonly now: () => number;
}

interface Probe {
  readonly publisher: Publisher;
  readonly rate: ArrivalRate;
}

/**
 * `POST /probe`: WHIP for trying out a line before going live. Media is received and acknowledged as a publisher's is, so
 * the browser learns whether it gets through; then it is counted and thrown away. `GET /probe` with the same token tells how
 * much arrived, while it is sent. Nobody is asked, nothing is on air.
 */
export function createProbe({ secret, now, ...whip }: ProbeOptions): { readonly route: OtherRoute } {
  const running = new Map<string, Probe>();
  const endpoint = createWhip({
    ...whip,
    path: PROBE_PATH,
    async authorize({ streamKey }): Promise<PublishVerdict> {
      const streamId = await readProbeToken(secret, streamKey, now());
      return streamId === null
        ? { allowed: false, reason: "unknown-key" }
        : { allowed: true, streamId, settings: UNUSED };
    },
    openSink: ({ streamId }, publisher) => openProbe(running, streamId, publisher),
  });

  async function tell(request: IncomingMessage): Promise<HttpAnswer> {
    const token = bearerOf(request);
    const streamId = token === null ? null : await readProbeToken(secret, token, now());
    if (streamId === null) return errorAnswer(401, "unknown-key");
    const probe = running.get(streamId);
    if (!probe) return errorAnswer(404, "no-probe");
    const body = Buffer.from(JSON.stringify({ receivedKbps: probe.rate.bestKbps }));
    return httpAnswer(200, ["content-type", "application/json", "cache-control", "no-store"], [body]);
  }

  return {
    route(request, response, path) {
      if (request.method !== "GET" || path !== PROBE_PATH) return endpoint.route(request, response, path);
      tell(request).then(
        (answer) => sendAnswer(response, answer, false),
        () => response.destroy(),
      );
      return true;
    },
  };
}

function openProbe(running: Map<string, Probe>, streamId: string, publisher: Publisher): MediaSink | null {
  // A page that was loaded anew tries again; what it left behind is over.
  running.get(streamId)?.publisher.disconnect("replaced");
  if (running.size >= MOST_AT_ONCE) return null;
  const rate = new ArrivalRate();
  running.set(streamId, { publisher, rate });
  const timer = setTimeout(() => publisher.disconnect("probe-over"), LONGEST_MS).unref();
  const nothing = () => {};
  return {
    videoConfig: nothing,
    audioConfig: nothing,
    video: nothing,
    audio: nothing,
    unsupported: nothing,
    packet: ({ payload }) => rate.add(payload.length, performance.now()),
    close() {
      clearTimeout(timer);
      if (running.get(streamId)?.publisher === publisher) running.delete(streamId);
    },
  };
}

/** A verdict needs some; nothing of a probe is packaged, kept or shown. */
const UNUSED: StreamSettings = {
  reconnectWindowMs: 0,
  dvrWindowMs: 10_000,
  ladder: [],
  record: false,
  isPreview: true,
  access: { kind: "open" },
};
