import { randomId } from "@/components/p2p/random-id";
import { RoomClient } from "@/components/p2p/room-client";
import { type HostMessage, ROOM_CLOSE, ToHost } from "@/lib/wire/p2p";
import type { IngestTarget } from "@/lib/wire/playback";
import type { LinkFigures } from "../p2p/link-figures";
import { type Ceiling, planCeiling } from "../p2p/plan-room";
import { rememberedRelayOnly, rememberRelayOnly } from "../p2p/relay-wish";
import type { RoomLinks } from "../p2p/room-links";
import { RoomRecorder } from "../p2p/room-recorder";
import { loadOf, mediaOf, toPublishFigures } from "../p2p/summarize-room";
import { type PublisherEvents, PublishFailure, type PublishFigures, type PublishTrouble } from "../publisher";
import type { RoomPublisher, RoomState } from "../room";

/** The server answers within this, or it is away; in ms. */
const ANSWER_MS = 10_000;
const TICK_MS = 1_000;
/** Without the server nobody can come in; with nobody there either, it is no broadcast any longer. */
const ALONE_MS = 12_000;
/** Of this page: a publisher that follows another takes its place, instead of being refused for it. */
const SESSION = randomId();

type P2pTarget = Extract<IngestTarget, { kind: "p2p" }>;

/** Sends to each viewer of a room directly. The room's server only brings them together, and may be away for a while. */
export class P2pPublisher implements RoomPublisher {
  private client: RoomClient<ToHost, HostMessage> | null = null;
  private links: RoomLinks | null = null;
  private recorder: RoomRecorder | null = null;
  private media: MediaStream | null = null;
  private figuresNow: readonly LinkFigures[] = [];
  private most = 1;
  private ceiling: Ceiling = { viewers: 1, because: "set" };
  private waiting = 0;
  private hasRelay = false;
  /** Since it began, to all viewers. */
  private relayedBytes = 0;
  private awaySince: number | null = null;
  private phase: "new" | "starting" | "hosting" | "over" = "new";
  private ticker: ReturnType<typeof setInterval> | undefined;
  private begun: { resolve(): void; reject(failure: PublishFailure): void } | null = null;
  private readonly listeners = new Set<() => void>();
  private state: RoomState | null = null;

  constructor(
    private readonly target: Pick<P2pTarget, "url" | "streamKey">,
    private readonly events: PublisherEvents,
  ) {}

  async start(media: MediaStream): Promise<void> {
    if (this.phase !== "new") throw new Error("a publisher starts once");
    this.phase = "starting";
    this.media = media;
    // With the peers' library, which is for nobody else's page.
    const { RoomLinks } = await import("../p2p/room-links").catch(() => {
      throw new PublishFailure({ kind: "unreachable" });
    });
    if (this.isOver()) return;
    const links = new RoomLinks(media, {
      send: (peer, generation, signal) => this.client?.send({ type: "signal", peer, generation, signal }),
      giveUp: (peer) => this.client?.send({ type: "drop", peer }),
      onChange: () => this.changed(),
    });
    links.isRelayOnly = rememberedRelayOnly();
    this.links = links;
    window.addEventListener("pagehide", this.stop);
    const begun = new Promise<void>((resolve, reject) => {
      this.begun = { resolve, reject };
    });
    const tooLong = setTimeout(() => this.end({ kind: "unreachable" }), ANSWER_MS);
    this.client = new RoomClient({
      url: () => this.target.url,
      schema: ToHost,
      hello: () => ({
        type: "host",
        streamKey: this.target.streamKey,
        session: SESSION,
        links: links.standing(),
        relayedBytes: this.relayedBytes,
      }),
      onMessage: (message) => this.hear(message, links),
      onAway: () => this.away(),
      onRefused: (code, reason) => this.end(toTrouble(code, reason)),
    });
    window.addEventListener("online", this.client.kick);
    await begun.finally(() => clearTimeout(tooLong));
  }

  async replace(media: MediaStream): Promise<void> {
    this.media = media;
    this.recorder?.replace(media);
    await this.links?.replace(media);
  }

  async figures(): Promise<PublishFigures> {
    return toPublishFigures(this.figuresNow, this.videoSettings());
  }

  readonly stop = (): void => {
    if (this.phase === "over") return;
    this.phase = "over";
    clearInterval(this.ticker);
    window.removeEventListener("pagehide", this.stop);
    if (this.client) window.removeEventListener("online", this.client.kick);
    this.client?.stop();
    this.recorder?.stop();
    this.links?.close();
    this.begun?.reject(new PublishFailure({ kind: "lost" }));
    this.changed();
  };

  readonly roomState = (): RoomState => {
    this.state ??= {
      viewers: this.links?.viewers() ?? [],
      waiting: this.waiting,
      ceiling: this.ceiling,
      isReachable: this.phase === "hosting" && this.awaySince === null,
      isRelayOnly: this.links?.isRelayOnly ?? rememberedRelayOnly(),
      hasRelay: this.hasRelay,
      recording: this.recorder?.state ?? "off",
    };
    return this.state;
  };

  readonly subscribeRoom = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  setRelayOnly(isRelayOnly: boolean): void {
    rememberRelayOnly(isRelayOnly);
    if (!this.links || this.links.isRelayOnly === isRelayOnly) return;
    this.links.isRelayOnly = isRelayOnly;
    this.links.reopen();
    this.changed();
  }

  private hear(message: ToHost, links: RoomLinks): void {
    this.awaySince = null;
    switch (message.type) {
      case "hosting":
        return this.host(message, links);
      case "joined":
        return links.join(message.peer, message.generation, message.relayOnly);
      case "again":
        return links.again(message.peer, message.generation);
      case "left":
        return links.leave(message.peer);
      case "signal":
        return links.signal(message.peer, message.generation, message.signal);
      case "record":
        return this.record(message.isRecorded);
      case "line":
        this.waiting = message.waiting;
        return this.changed();
    }
  }

  private host(answer: Extract<ToHost, { type: "hosting" }>, links: RoomLinks): void {
    const { streamId, iceServers, maxViewers, isRecorded } = answer;
    if (this.media)
      this.recorder ??= new RoomRecorder(
        {
          url: `${this.target.url.replace(/^ws/, "http")}/${streamId}/recording`,
          streamKey: this.target.streamKey,
        },
        this.media,
        () => this.changed(),
      );
    this.record(isRecorded);
    links.iceServers = iceServers;
    this.hasRelay = iceServers.some(({ credential }) => credential !== undefined);
    this.most = maxViewers;
    this.waiting = 0;
    links.forgetBroken();
    this.tell();
    if (this.phase !== "starting") return this.changed();
    this.phase = "hosting";
    this.ticker = setInterval(() => void this.tick(links), TICK_MS);
    this.begun?.resolve();
    this.begun = null;
    this.events.connected();
    this.changed();
  }

  private record(isRecorded: boolean): void {
    if (isRecorded) this.recorder?.start();
    else this.recorder?.stop();
  }

  private async tick(links: RoomLinks): Promise<void> {
    this.figuresNow = await links.measure();
    this.relayedBytes += this.figuresNow.reduce((sum, { relayedBytes }) => sum + relayedBytes, 0);
    if (this.phase !== "hosting") return;
    const isAlone = links.connected().length === 0;
    if (isAlone && this.awaySince !== null && Date.now() - this.awaySince > ALONE_MS)
      return this.end({ kind: "lost" });
    await links.adapt(loadOf(this.figuresNow).uplinkKbps);
    this.tell();
    this.changed();
  }

  /** The server lets in as many as are said to fit. */
  private tell(): void {
    const load = loadOf(this.figuresNow);
    this.ceiling = planCeiling(load, this.most, navigator.hardwareConcurrency || 2);
    this.client?.send({
      type: "figures",
      ceiling: this.ceiling.viewers,
      because: this.ceiling.because,
      media: mediaOf(this.figuresNow, this.videoSettings()),
      connected: this.links?.connected() ?? [],
      relayedBytes: this.relayedBytes,
    });
  }

  private away(): void {
    this.awaySince ??= Date.now();
    this.changed();
    if (this.phase === "starting") this.end({ kind: "unreachable" });
  }

  /** Asked after a pause, in which it may have been stopped. */
  private isOver(): boolean {
    return this.phase === "over";
  }

  private videoSettings(): MediaTrackSettings | undefined {
    return this.media?.getVideoTracks()[0]?.getSettings();
  }

  private end(trouble: PublishTrouble): void {
    const { phase, begun } = this;
    if (phase === "over") return;
    this.begun = null;
    this.stop();
    if (phase === "starting") begun?.reject(new PublishFailure(trouble));
    else this.events.ended(trouble);
  }

  private changed(): void {
    this.state = null;
    for (const listener of this.listeners) listener();
  }
}

function toTrouble(code: number, reason: string): PublishTrouble {
  switch (code) {
    case ROOM_CLOSE.refused:
      return { kind: "refused", status: 403, error: reason };
    case ROOM_CLOSE.taken:
      return { kind: "refused", status: 409, error: reason };
    case ROOM_CLOSE.ended:
      return { kind: "refused", status: 410, error: "stream-ended" };
    default:
      return { kind: "lost" };
  }
}
