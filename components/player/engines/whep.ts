import type { AttachedEngine, Engine, EngineCallbacks, EngineFigures, Trouble } from "../engine";
import { FlowWatch } from "./flow-watch";
import { playWhep, type WhepPlayback, WhepRefusal } from "./whep-client";
import { WhepFigures } from "./whep-figures";

/** What the server has, packet by packet, over WebRTC. */
export const whepEngine: Engine = {
  isSupported: () => "RTCPeerConnection" in globalThis,
  attach: (video, url, callbacks) => new WhepViewing(video, url, callbacks),
  probe,
};

const ANSWER_MS = 8_000;
/** Where UDP gets through, it has done so long before. */
const CONNECT_MS = 3_000;
/** Connected, but without a picture for so long: this browser can't decode what comes. */
const PICTURE_MS = 4_000;
/** Networks hiccup; a line that has been gone for so long does not come back by itself. */
const GONE_MS = 1_500;
const PROBE_MS = 5_000;
const METHOD_NOT_ALLOWED = 405;

class WhepViewing implements AttachedEngine {
  readonly isInstant = true;
  private readonly ending = new AbortController();
  private readonly flow: FlowWatch;
  private playback: WhepPlayback | null = null;
  private measured: WhepFigures | null = null;
  /** What has to happen in time now; one at a time. */
  private deadline: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly video: HTMLVideoElement,
    url: string,
    private readonly callbacks: EngineCallbacks,
  ) {
    this.flow = new FlowWatch(() => newestMs(this.playback), callbacks);
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(ANSWER_MS)]);
    playWhep(url, video, { signal, lost: () => this.report({ kind: "unreachable" }) }).then(
      (playback) => this.onAnswered(playback),
      (error) => this.report(toTrouble(error)),
    );
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
    return this.flow.isDry;
  }

  repair(): boolean {
    return false;
  }

  destroy(): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.flow.stop();
    this.measured?.stop();
    this.expect(null);
    // Before the connection ends: an element whose stream ends says that it was paused.
    this.video.srcObject = null;
    this.playback?.close();
  }

  private onAnswered(playback: WhepPlayback): void {
    if (this.ending.signal.aborted) return playback.close();
    this.playback = playback;
    const { connection } = playback;
    this.measured = new WhepFigures(connection);
    this.expect(CONNECT_MS, { kind: "unavailable", cause: "blocked" });
    const { signal } = this.ending;
    connection.addEventListener("connectionstatechange", () => this.onState(connection), { signal });
    this.onState(connection);
  }

  private onState({ connectionState }: RTCPeerConnection): void {
    if (connectionState === "connected") this.expectPicture();
    if (connectionState === "disconnected") this.expect(GONE_MS, { kind: "unreachable" });
  }

  /** Sound alone is a stream too; packets of a picture that never shows are not. */
  private expectPicture(): void {
    this.expect(null);
    if (this.video.videoWidth > 0) return;
    this.deadline = setTimeout(async () => {
      const isUnseen = this.video.videoWidth === 0 && (await isUndecodable(this.playback));
      if (isUnseen) this.report({ kind: "unavailable", cause: "unsuited" });
    }, PICTURE_MS);
  }

  private expect(withinMs: number | null, otherwise?: Trouble): void {
    if (this.deadline) clearTimeout(this.deadline);
    this.deadline =
      withinMs === null || !otherwise ? null : setTimeout(() => this.report(otherwise), withinMs);
  }

  private report(trouble: Trouble): void {
    if (this.ending.signal.aborted) return;
    this.expect(null);
    this.callbacks.onTrouble(trouble);
  }
}

/** When the newest packet that was played was, by the connection's own clock. */
function newestMs(playback: WhepPlayback | null): number | null {
  const sources = playback?.connection
    .getReceivers()
    .flatMap((receiver) => receiver.getSynchronizationSources());
  return sources?.length ? Math.max(...sources.map(({ timestamp }) => timestamp)) : null;
}

async function isUndecodable(playback: WhepPlayback | null): Promise<boolean> {
  const reports: Iterable<{ type: string; kind?: string; packetsReceived?: number; framesDecoded?: number }> =
    (await playback?.connection.getStats())?.values() ?? [];
  for (const { type, kind, packetsReceived = 0, framesDecoded = 0 } of reports) {
    if (type === "inbound-rtp" && kind === "video" && packetsReceived > 0) return framesDecoded === 0;
  }
  return false;
}

function toTrouble(error: unknown): Trouble {
  if (error instanceof WhepRefusal) return refusalTrouble(error.status);
  const isNetwork =
    error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
  // What remains is an answer that the browser makes nothing of.
  return isNetwork ? { kind: "unreachable" } : { kind: "unavailable", cause: "unsuited" };
}

function refusalTrouble(status: number): Trouble {
  switch (status) {
    case 401:
    case 403:
    // Not yet started.
    case 409:
      return { kind: "missing", status };
    case 400:
    case 406:
    case 415:
      return { kind: "unavailable", cause: "unsuited" };
    case 429:
    case 503:
      return { kind: "unavailable", cause: "full" };
    default:
      return { kind: "unavailable", cause: "absent" };
  }
}

/** An endpoint tells a GET that it wants a POST, without a question beforehand. */
async function probe(url: string): Promise<Trouble | null> {
  try {
    const { ok, status } = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) });
    return ok || status === METHOD_NOT_ALLOWED ? null : { kind: "missing", status };
  } catch {
    return { kind: "unreachable" };
  }
}
