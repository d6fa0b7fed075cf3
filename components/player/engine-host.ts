import type { PlaybackSource } from "@/lib/wire/playback";
import type { AttachedEngine, Engine, Trouble } from "./engine";
import { type Choice, choosePlayback } from "./engines";
import { PlaybackAccess } from "./playback-access";
import { CALM, type Interruption, noteMoving, planRecovery, type RecoveryState } from "./recovery";

export interface EngineHostEvents {
  /** A new engine has the video: whoever wants it to play has to say so again. */
  onAttached(): void;
  onInterruption(interruption: Interruption | null): void;
  onFlowing(): void;
  /** No engine of this browser can play any of the sources. */
  onFailure(codecs: string): void;
  /** This viewer may not watch, or not any longer. */
  onRefused(): void;
}

/** Keeps one engine at work on a video: chooses it, loads it, and carries out what the recovery policy says. */
export class EngineHost {
  current: AttachedEngine | null = null;
  private choices: Choice[];
  private engine: Engine | null = null;
  private recovery: RecoveryState = CALM;
  private retry: { timer: ReturnType<typeof setTimeout>; run: () => void } | null = null;
  /** Grows with each start, so that answers to an older one are told apart. */
  private generation = 0;
  private readonly access: PlaybackAccess;
  /** Refusals by the media server since the picture last moved: the first is answered at once, the others in turn. */
  private denials = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    sources: readonly PlaybackSource[],
    private readonly events: EngineHostEvents,
  ) {
    this.choices = choosePlayback(sources);
    this.access = new PlaybackAccess(sources[0]?.url ?? "", {
      onRefused: () => this.refuse(),
      onRenewed: () => this.bringToken(),
    });
  }

  async start(): Promise<void> {
    const generation = ++this.generation;
    const choice = this.choices[0];
    if (!choice) return this.events.onFailure("");
    try {
      const engine = await choice.entry.load();
      if (choice.entry.keepsToken && this.access.hasToken) await this.access.makeLasting();
      if (generation !== this.generation) return;
      this.engine = engine;
      if (engine.isSupported()) this.attach(engine, choice.source.url);
      else this.nextChoice("");
    } catch {
      // The engine's own code could not be fetched.
      if (generation === this.generation) this.recover({ kind: "unreachable" });
    }
  }

  /** Something changed for the better (network, visibility, an announcement): don't wait for the next attempt. */
  kick(): void {
    const retry = this.retry;
    if (!retry) return;
    clearTimeout(retry.timer);
    this.retry = null;
    retry.run();
  }

  /** See `PlaybackAccess`. */
  readonly freshUrl = (url: string): string => this.access.freshUrl(url);

  noteMoving(): void {
    this.denials = 0;
    this.recovery = noteMoving(this.recovery);
  }

  destroy(): void {
    this.generation++;
    if (this.retry) clearTimeout(this.retry.timer);
    this.retry = null;
    this.current?.destroy();
    this.current = null;
    this.access.stop();
  }

  private attach(engine: Engine, url: string): void {
    const generation = this.generation;
    const isMine = () => generation === this.generation;
    keepLastPicture(this.video);
    this.current?.destroy();
    this.current = engine.attach(this.video, this.freshUrl(url), {
      onTrouble: (trouble) => isMine() && this.recover(trouble),
      onFlowing: () => {
        if (!isMine()) return;
        this.events.onInterruption(null);
        this.events.onFlowing();
      },
      freshUrl: this.freshUrl,
    });
    this.events.onAttached();
  }

  private recover(trouble: Trouble): void {
    const isDenied = trouble.kind === "missing" && (trouble.status === 401 || trouble.status === 403);
    if (isDenied && this.denials++ === 0) return void this.renewAndStart();
    this.followPlan(trouble);
  }

  /** The token has expired while the viewer's computer slept, or was taken back: only the app can say. */
  private async renewAndStart(): Promise<void> {
    const generation = ++this.generation;
    const outcome = await this.access.renew();
    if (generation !== this.generation) return;
    if (outcome === "refused") this.refuse();
    else if (outcome === "renewed") await this.start();
    else this.followPlan({ kind: "unreachable" });
  }

  private refuse(): void {
    this.destroy();
    this.events.onRefused();
  }

  /** A connection that stands doesn't ask again by itself. */
  private bringToken(): void {
    const source = this.choices[0]?.source;
    if (source?.kind !== "flv" && source?.kind !== "whep") return;
    const url = new URL("renewal", this.freshUrl(source.url));
    fetch(url, { cache: "no-store", signal: AbortSignal.timeout(RENEWAL_TIMEOUT_MS) }).catch(() => {});
  }

  private followPlan(trouble: Trouble): void {
    const { state, step } = planRecovery(this.recovery, trouble, Date.now(), Math.random());
    this.recovery = state;
    switch (step.do) {
      case "wait":
        return this.events.onInterruption(step.show);
      case "yield":
        return this.choices.length > 1 ? this.nextChoice("") : this.events.onInterruption(step.show);
      case "repair":
        if (this.current?.repair()) return this.events.onAttached();
        return this.restartIn(0, "repairing");
      case "restart":
        return this.restartIn(step.delayMs, step.show);
      case "give-up":
        return this.nextChoice(step.codecs);
    }
  }

  private restartIn(delayMs: number, show: Interruption): void {
    this.events.onInterruption(show);
    if (this.retry) return;
    // The old engine keeps the last picture on screen, but has no more to say.
    this.generation++;
    const run = () => {
      this.retry = null;
      void this.probeAndStart();
    };
    this.retry = { timer: setTimeout(run, delayMs), run };
  }

  private async probeAndStart(): Promise<void> {
    const generation = this.generation;
    if (this.denials > 0 && (await this.access.renew()) === "refused") return this.refuse();
    if (generation !== this.generation) return;
    const url = this.choices[0]?.source.url;
    const trouble = this.engine && url ? await this.engine.probe(this.freshUrl(url)) : null;
    if (generation !== this.generation) return;
    if (trouble) this.recover(trouble);
    else await this.start();
  }

  private nextChoice(codecs: string): void {
    this.choices = this.choices.slice(1);
    if (this.choices.length > 0) void this.start();
    else {
      this.destroy();
      this.events.onFailure(codecs);
    }
  }
}

const RENEWAL_TIMEOUT_MS = 5_000;
const STILL_WIDTH = 640;

/** A new engine blanks the video; the last picture stands in as its poster until the next one. */
function keepLastPicture(video: HTMLVideoElement): void {
  if (video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(STILL_WIDTH, video.videoWidth);
  canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
  try {
    canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
    video.poster = canvas.toDataURL("image/jpeg", 0.8);
  } catch {
    // A picture from elsewhere may not be copied; black is all that can be shown then.
  }
}
