import type { PlaybackSource } from "@/lib/wire/playback";
import type { AttachedEngine, Engine, Trouble } from "./engine";
import { type Choice, choosePlayback } from "./engines";
import { CALM, type Interruption, noteMoving, planRecovery, type RecoveryState } from "./recovery";

export interface EngineHostEvents {
  /** A new engine has the video: whoever wants it to play has to say so again. */
  onAttached(): void;
  onInterruption(interruption: Interruption | null): void;
  onFlowing(): void;
  /** No engine of this browser can play any of the sources. */
  onFailure(codecs: string): void;
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

  constructor(
    private readonly video: HTMLVideoElement,
    sources: readonly PlaybackSource[],
    private readonly events: EngineHostEvents,
  ) {
    this.choices = choosePlayback(sources);
  }

  async start(): Promise<void> {
    const generation = ++this.generation;
    const choice = this.choices[0];
    if (!choice) return this.events.onFailure("");
    try {
      const engine = await choice.entry.load();
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

  noteMoving(): void {
    this.recovery = noteMoving(this.recovery);
  }

  destroy(): void {
    this.generation++;
    if (this.retry) clearTimeout(this.retry.timer);
    this.retry = null;
    this.current?.destroy();
    this.current = null;
  }

  private attach(engine: Engine, url: string): void {
    const generation = this.generation;
    const isMine = () => generation === this.generation;
    keepLastPicture(this.video);
    this.current?.destroy();
    this.current = engine.attach(this.video, url, {
      onTrouble: (trouble) => isMine() && this.recover(trouble),
      onFlowing: () => {
        if (!isMine()) return;
        this.events.onInterruption(null);
        this.events.onFlowing();
      },
    });
    this.events.onAttached();
  }

  private recover(trouble: Trouble): void {
    const { state, step } = planRecovery(this.recovery, trouble, Date.now(), Math.random());
    this.recovery = state;
    switch (step.do) {
      case "wait":
        return this.events.onInterruption(step.show);
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
    const url = this.choices[0]?.source.url;
    const trouble = this.engine && url ? await this.engine.probe(url) : null;
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
