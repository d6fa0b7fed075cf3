import type { PlaybackSource } from "@/lib/wire/playback";
import { streamOfUrl } from "@/lib/wire/playback-url";
import type { AttachedEngine, Engine, Trouble } from "./engine";
import { type Choice, choosePlayback } from "./engines";
import { keepLastPicture } from "./keep-last-picture";
import { PlaybackAccess } from "./playback-access";
import {
  CALM,
  type Interruption,
  noteMoving,
  planRecovery,
  type RecoveryState,
  type RecoveryStep,
} from "./recovery";
import { WayList } from "./way-list";
import { rememberBlocked, rememberWorking } from "./way-memory";

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

type Elsewhere = Pick<Extract<RecoveryStep, { delayMs: number }>, "delayMs" | "show">;

/** A source that has failed so often in a row is not asked again while there is another. */
const PATIENCE = 3;
const RENEWAL_TIMEOUT_MS = 5_000;

/** Keeps one engine at work on a video: chooses it, loads it, and carries out what the recovery policy says. */
export class EngineHost {
  current: AttachedEngine | null = null;
  /** What `current` is, and what it plays. */
  way: Choice | null = null;
  private readonly ways: WayList;
  private engine: Engine | null = null;
  private recovery: RecoveryState = CALM;
  private retry: { timer: ReturnType<typeof setTimeout>; run: () => void } | null = null;
  /** Grows with each start, so that answers to an older one are told apart. */
  private generation = 0;
  private isOver = false;
  private readonly access: PlaybackAccess;
  /** Refusals by the media server since the picture last moved: the first is answered at once, the others in turn. */
  private denials = 0;

  /** `sources` in the order to try them. */
  constructor(
    private readonly video: HTMLVideoElement,
    sources: readonly PlaybackSource[],
    private readonly events: EngineHostEvents,
  ) {
    this.ways = new WayList(choosePlayback(sources));
    const url = sources.find((source) => streamOfUrl(source.url) !== null)?.url;
    this.access = new PlaybackAccess(url ?? "", {
      onRefused: () => this.refuse(),
      onRenewed: () => this.bringToken(),
    });
  }

  async start(): Promise<void> {
    const generation = ++this.generation;
    const choice = this.ways.now;
    if (!choice) return this.events.onFailure("");
    try {
      const engine = await choice.entry.load();
      if (choice.entry.keepsToken && this.access.hasToken) await this.access.makeLasting();
      if (generation !== this.generation) return;
      this.engine = engine;
      if (engine.isSupported()) this.attach(engine, choice);
      else this.drop("");
    } catch {
      // The engine's own code could not be fetched.
      if (generation === this.generation) this.recover({ kind: "unreachable" });
    }
  }

  /** Plays by other sources, or by the same in another order. What plays already goes on where it is still the best. */
  use(sources: readonly PlaybackSource[]): void {
    if (this.isOver) return;
    this.ways.replace(choosePlayback(sources));
    const next = this.ways.now;
    if (next?.source === this.way?.source && next?.entry === this.way?.entry && !this.retry) return;
    this.dropRetry();
    void this.start();
  }

  /** Something changed for the better (network, visibility, an announcement): don't wait for the next attempt. */
  kick(): void {
    const retry = this.retry;
    if (!retry) return;
    this.dropRetry();
    retry.run();
  }

  /** See `PlaybackAccess`. */
  readonly freshUrl = (url: string): string => this.access.freshUrl(url);

  noteMoving(): void {
    this.denials = 0;
    this.recovery = noteMoving(this.recovery);
    if (this.way && this.way.source.kind !== "hls") rememberWorking(this.way.source);
  }

  destroy(): void {
    this.isOver = true;
    this.generation++;
    this.dropRetry();
    this.current?.destroy();
    this.current = null;
    this.way = null;
    this.access.stop();
  }

  private attach(engine: Engine, choice: Choice): void {
    const generation = this.generation;
    const isMine = () => generation === this.generation;
    keepLastPicture(this.video);
    this.current?.destroy();
    this.way = choice;
    this.current = engine.attach(this.video, this.freshUrl(choice.source.url), {
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
    const source = this.way?.source;
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
        if (!this.ways.hasOther) return this.events.onInterruption(step.show);
        return this.goElsewhere({ delayMs: 0, show: step.show }, trouble.kind === "no-path");
      case "repair":
        if (this.current?.repair()) return this.events.onAttached();
        return this.restartIn(0, "repairing");
      case "restart":
        if (state.attempts > PATIENCE && this.ways.hasOther && navigator.onLine)
          return this.goElsewhere(step, false);
        return this.restartIn(step.delayMs, step.show);
      case "elsewhere": {
        const cause = trouble.kind === "unavailable" ? trouble.cause : "absent";
        if (cause === "blocked" && this.way) rememberBlocked(this.way.source);
        return this.goElsewhere(step, cause === "blocked" || cause === "unsuited");
      }
      case "give-up":
        return this.drop(step.codecs);
    }
  }

  private goElsewhere(step: Elsewhere, isLasting: boolean): void {
    if (!this.ways.setAside(isLasting)) return this.restartIn(step.delayMs, step.show);
    this.events.onInterruption(step.show);
    void this.start();
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

  private dropRetry(): void {
    if (this.retry) clearTimeout(this.retry.timer);
    this.retry = null;
  }

  private async probeAndStart(): Promise<void> {
    const generation = this.generation;
    if (this.denials > 0 && (await this.access.renew()) === "refused") return this.refuse();
    if (generation !== this.generation) return;
    const way = this.ways.now;
    const asked = this.engine && way === this.way ? way?.source.url : undefined;
    const trouble = this.engine && asked ? await this.engine.probe(this.freshUrl(asked)) : null;
    if (generation !== this.generation) return;
    if (trouble) return this.recover(trouble);
    if (asked) this.ways.startOver();
    await this.start();
  }

  private drop(codecs: string): void {
    this.ways.drop();
    if (this.ways.now) return void this.start();
    this.destroy();
    this.events.onFailure(codecs);
  }
}
