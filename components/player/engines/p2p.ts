import { Peer } from "@/components/p2p/open-peer";
import { randomId } from "@/components/p2p/random-id";
import { RoomClient } from "@/components/p2p/room-client";
import { type IceServer, ROOM_CLOSE, ToViewer, type ViewerMessage } from "@/lib/wire/p2p";
import { tokenOfUrl } from "@/lib/wire/playback-url";
import { consentOfPage } from "../address-consent";
import type { AttachedEngine, Engine, EngineCallbacks, EngineFigures, Trouble } from "../engine";
import { readPeer } from "./read-peer";
import { WhepFigures } from "./whep-figures";

/** A creator's browser sends to this one. Never without the viewer's consent: each learns the other's address. */
export const p2pEngine: Engine = {
  isSupported: () => "RTCPeerConnection" in globalThis && consentOfPage() !== null,
  attach: (video, url, callbacks) => new RoomViewing(video, url, callbacks),
  // Only joining tells, and the engine goes on asking by itself.
  probe: async () => null,
};

const TICK_MS = 500;
/** Ticks between two looks at the statistics. */
const TICKS_PER_READING = 2;
/** A place was given, but no media comes: the networks let nothing through. In ms. */
const NO_PATH_MS = 12_000;
/** Of a picture or a sound that stood, in ms. */
const DRY_MS = 2_500;

/** One viewing: a place in the room, and the link to its host. */
class RoomViewing implements AttachedEngine {
  readonly isInstant = true;
  private readonly peerId = randomId();
  private readonly relayOnly = consentOfPage() === "relay";
  private readonly client: RoomClient<ToViewer, ViewerMessage>;
  private readonly ticker: ReturnType<typeof setInterval>;
  private token: string | null;
  private iceServers: readonly IceServer[] = [];
  private peer: Peer | null = null;
  private generation = 0;
  private isConnected = false;
  private measured: WhepFigures | null = null;
  /** What the viewer was told; null while media flows. */
  private told: Trouble["kind"] | null = null;
  /** When media has to have come; null while none is due. */
  private dueAt: number | null = null;
  /** By the connection's own clock. */
  private newestMedia = 0;
  private lastMediaAt = 0;
  private ticks = 0;
  private hasFlowed = false;
  private isOver = false;

  constructor(
    private readonly video: HTMLVideoElement,
    url: string,
    private readonly callbacks: EngineCallbacks,
  ) {
    this.token = tokenOfUrl(url);
    this.client = new RoomClient({
      url: () => this.callbacks.freshUrl(url),
      schema: ToViewer,
      hello: () => this.hello(),
      onMessage: (message) => this.hear(message),
      onAway: () => !this.isConnected && this.tell({ kind: "unreachable" }),
      onRefused: (code) => this.refused(code),
    });
    this.ticker = setInterval(() => this.tick(url), TICK_MS);
    window.addEventListener("online", this.client.kick);
    window.addEventListener("pagehide", this.leave);
  }

  position(): null {
    return null;
  }

  playingDateMs(): null {
    return null;
  }

  delaySec(): number | null {
    return this.measured?.delaySec ?? null;
  }

  figures(): EngineFigures {
    return this.measured?.figures ?? { bitsPerSecond: null, lostShare: null };
  }

  isDry(): boolean {
    return this.told !== null;
  }

  repair(): boolean {
    return false;
  }

  destroy(): void {
    this.leave();
    // Before the link ends: an element whose stream ends says that it was paused.
    this.video.srcObject = null;
    this.dropPeer();
  }

  private readonly leave = (): void => {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.ticker);
    window.removeEventListener("online", this.client.kick);
    window.removeEventListener("pagehide", this.leave);
    this.client.stop();
  };

  private hello(): ViewerMessage {
    // What was said while the server was away is lost: a link that was being made is made anew.
    if (!this.isConnected) {
      this.dropPeer();
      this.generation = 0;
    }
    return { type: "join", peer: this.peerId, generation: this.generation, relayOnly: this.relayOnly };
  }

  private hear(message: ToViewer): void {
    switch (message.type) {
      case "admitted":
        this.iceServers = message.iceServers;
        if (!this.isConnected) this.dueAt = Date.now() + NO_PATH_MS;
        return;
      case "full":
        return this.isConnected ? undefined : this.wait({ kind: "full" });
      case "waiting":
        return this.isConnected ? undefined : this.wait({ kind: "stalled" });
      case "cut":
        this.dropPeer();
        return this.wait({ kind: "stalled" });
      case "signal":
        return this.takeSignal(message);
    }
  }

  /** The host offers; a higher generation is a new link in place of the old one. */
  private takeSignal({ generation, signal }: Extract<ToViewer, { type: "signal" }>): void {
    if (generation > this.generation && signal.type === "offer") this.openPeer(generation);
    if (generation === this.generation) this.peer?.signal(signal);
  }

  private openPeer(generation: number): void {
    this.dropPeer();
    this.generation = generation;
    const { iceServers, relayOnly } = this;
    const peer = new Peer(
      { isHost: false, iceServers, relayOnly },
      {
        // The one who answers never offers.
        onSignal: (signal) =>
          this.peer === peer &&
          signal.type !== "offer" &&
          this.client.send({ type: "signal", generation, signal }),
        onConnected: () => {
          if (this.peer === peer) this.onConnected(peer);
        },
        onStream: (stream) => {
          if (this.peer === peer) this.show(stream, peer);
        },
        onClosed: () => this.peer === peer && this.onLost(generation),
      },
    );
    this.peer = peer;
  }

  private show(stream: MediaStream, { connection }: Peer): void {
    for (const receiver of connection?.getReceivers() ?? []) {
      // Not in every browser: pictures are shown as they come, and sound waits no longer than it must.
      Object.assign(receiver, { jitterBufferTarget: 0 });
    }
    this.video.srcObject = stream;
  }

  private onConnected({ connection }: Peer): void {
    this.isConnected = true;
    this.measured = connection ? new WhepFigures(connection) : null;
  }

  /** The last picture stays until there is another link. */
  private onLost(generation: number): void {
    const wasConnected = this.isConnected;
    this.forgetPeer();
    this.dueAt = Date.now() + NO_PATH_MS;
    this.client.send({ type: "again", generation });
    if (wasConnected) this.tell({ kind: "stalled" });
    else this.tell({ kind: "no-path", relayOnly: this.relayOnly });
  }

  private dropPeer(): void {
    const { peer } = this;
    this.forgetPeer();
    peer?.close();
  }

  private forgetPeer(): void {
    this.peer = null;
    this.isConnected = false;
    this.measured?.stop();
    this.measured = null;
  }

  private refused(code: number): void {
    this.dropPeer();
    const status = { [ROOM_CLOSE.refused]: 403, [ROOM_CLOSE.ended]: 404 }[code] ?? 409;
    this.tell({ kind: "missing", status });
  }

  private tick(url: string): void {
    this.bringToken(url);
    const now = Date.now();
    if (this.hasMedia(now)) this.flow();
    else if (this.isConnected && this.lastMediaAt > 0) this.tell({ kind: "stalled" });
    if (this.dueAt !== null && now > this.dueAt) {
      this.dueAt = now + NO_PATH_MS;
      this.tell({ kind: "no-path", relayOnly: this.relayOnly });
    }
    this.ticks += 1;
    if (this.ticks % TICKS_PER_READING === 0) void this.report();
  }

  /** Whether anything that came lately was played. */
  private hasMedia(now: number): boolean {
    const sources = this.peer?.connection
      ?.getReceivers()
      .flatMap((receiver) => receiver.getSynchronizationSources());
    const newest = Math.max(0, ...(sources ?? []).map(({ timestamp }) => timestamp));
    if (newest > 0 && newest !== this.newestMedia) this.lastMediaAt = now;
    this.newestMedia = newest;
    return this.isConnected && now - this.lastMediaAt < DRY_MS;
  }

  private flow(): void {
    this.dueAt = null;
    const wasTold = this.told;
    this.told = null;
    if (wasTold !== null || !this.hasFlowed) this.callbacks.onFlowing();
    this.hasFlowed = true;
  }

  private wait(trouble: Trouble): void {
    this.dueAt = null;
    this.tell(trouble);
  }

  /** Once per change: the same sentence twice is no news. */
  private tell(trouble: Trouble): void {
    if (this.told === trouble.kind) return;
    this.told = trouble.kind;
    this.callbacks.onTrouble(trouble);
  }

  /** A socket that stands keeps the token it came with. */
  private bringToken(url: string): void {
    const newest = tokenOfUrl(this.callbacks.freshUrl(url));
    if (newest === null || newest === this.token) return;
    if (this.client.send({ type: "token", token: newest })) this.token = newest;
  }

  /** So that the creator sees how their viewers fare. */
  private async report(): Promise<void> {
    const { peer } = this;
    if (!peer?.connection || !this.isConnected) return;
    const bufferMs = await readPeer(peer.connection);
    if (peer === this.peer) peer.say(JSON.stringify({ bufferMs }));
  }
}
