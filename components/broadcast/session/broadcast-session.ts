import type { IngestTarget } from "@/lib/wire/playback";
import { type Publisher, type PublisherEvents, PublishFailure, type PublishFigures } from "../publisher";
import { hasRoom, type RoomPublisher } from "../room";
import { Store } from "../store";
import {
  nextSession,
  retryDelayMs,
  type SessionEvent,
  type SessionState,
  type SessionTrouble,
} from "./session-state";
import type { TabClaim } from "./tab-claim";

export interface SessionDeps {
  /** The way in with its key, fetched for this; it stays in memory only. */
  fetchTarget(): Promise<IngestTarget | { readonly code: string }>;
  createPublisher(target: IngestTarget, events: PublisherEvents): Publisher;
  /** What goes out now. */
  media(): MediaStream | null;
  claim(options: { takeOver: boolean; yielded: () => void }): Promise<TabClaim | null>;
}

/** Sends what is given to it until it is told to stop, through whatever happens to the line. Knows no React. */
export class BroadcastSession {
  readonly store: Store<{ readonly state: SessionState }> = new Store<{ readonly state: SessionState }>({
    state: { phase: "off", trouble: null, drops: 0 },
  });
  private publisher: Publisher | null = null;
  private target: IngestTarget | null = null;
  private claim: TabClaim | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: SessionDeps) {}

  async go({ takeOver }: { readonly takeOver: boolean }): Promise<void> {
    if (this.state().phase !== "off") return;
    this.tell({ type: "go", isTakingOver: takeOver });
    const claim = await this.deps.claim({ takeOver, yielded: () => this.stop({ kind: "taken-over" }) });
    if (this.state().phase !== "starting") return claim?.release();
    if (!claim) return this.stop({ kind: "other-tab" });
    this.claim = claim;
    const target = await this.deps.fetchTarget().catch(() => ({ code: "unexpected" }));
    if (this.state().phase !== "starting") return;
    if ("code" in target) return this.stop({ kind: "no-key", code: target.code });
    this.target = target;
    await this.connect();
  }

  /** The same session goes on with other tracks. */
  async show(media: MediaStream): Promise<void> {
    // A publisher that is being closed refuses; the next one starts with the new tracks.
    await this.publisher?.replace(media).catch(() => undefined);
  }

  /** Of what sends now; null where viewers aren't the creator's own to serve. */
  get room(): RoomPublisher | null {
    const { publisher } = this;
    return publisher && hasRoom(publisher) && this.state().phase === "live" ? publisher : null;
  }

  async figures(): Promise<PublishFigures | null> {
    return this.state().phase === "live"
      ? ((await this.publisher?.figures().catch(() => null)) ?? null)
      : null;
  }

  /** The line is back, or the computer is awake: no reason to wait any longer. */
  retryNow(): void {
    this.tell({ type: "retry-now" });
  }

  /** What is connected can't be trusted any more, e.g. after the computer slept. */
  restart(): void {
    if (this.state().phase !== "live") return this.retryNow();
    this.publisher?.stop();
    this.fail({ kind: "lost" });
  }

  /** The stream itself is over. */
  over(): void {
    this.letGo();
    this.tell({ type: "over" });
  }

  stop(trouble: SessionTrouble | null = null): void {
    this.letGo();
    this.tell({ type: "stopped", trouble });
  }

  private state(): SessionState {
    return this.store.get().state;
  }

  private tell(event: SessionEvent): void {
    const before = this.state();
    const state = nextSession(before, event, Date.now());
    if (state === before) return;
    this.store.set({ state });
    clearTimeout(this.timer);
    if (state.phase === "off" || state.phase === "ended") this.letGo();
    if (state.phase === "reconnecting") this.after(state.retryAt - Date.now());
    if (state.phase === "starting" && state.attempt > 0) this.after(1000);
  }

  private after(delayMs: number): void {
    this.timer = setTimeout(() => void this.connect(), Math.max(0, delayMs));
  }

  private async connect(): Promise<void> {
    const media = this.deps.media();
    if (!this.target || !media) return this.stop();
    this.publisher?.stop();
    const publisher = this.deps.createPublisher(this.target, {
      connected: () => publisher === this.publisher && this.tell({ type: "connected" }),
      ended: (trouble) => publisher === this.publisher && this.fail(trouble),
    });
    this.publisher = publisher;
    try {
      await publisher.start(media);
      // Something else may be on show since then.
      const newest = this.deps.media();
      if (newest && newest !== media) await publisher.replace(newest);
    } catch (error) {
      publisher.stop();
      if (publisher !== this.publisher) return;
      this.fail(error instanceof PublishFailure ? error.trouble : { kind: "unreachable" });
    }
  }

  private fail(trouble: SessionTrouble): void {
    const state = this.state();
    const attempt = state.phase === "reconnecting" ? state.attempt + 1 : 0;
    this.tell({ type: "failed", trouble, retryInMs: retryDelayMs(attempt, Math.random()) });
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.publisher?.stop();
    this.publisher = null;
    this.target = null;
    this.claim?.release();
    this.claim = null;
  }
}
