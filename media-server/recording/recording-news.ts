import type { MediaFact } from "../streams/stream-events";
import type { Recording } from "./recording";

const PROGRESS_MS = 10_000;
/** After a start the app hears of so many recordings at once: live streams' events don't wait behind thousands. */
const TOLD_AT_ONCE = 20;
const TELL_EVERY_MS = 500;

/** Tells the app how its recordings are. */
export class RecordingNews {
  private progress: NodeJS.Timeout | null = null;
  private catchUp: NodeJS.Timeout | null = null;

  constructor(private readonly report: (fact: MediaFact) => void) {}

  tell(recording: Recording): void {
    if (!recording.isDeleted) this.report({ type: "recording.changed", recording: recording.facts() });
  }

  /** All of them, bit by bit. */
  tellAll(recordings: readonly Recording[]): void {
    for (const recording of recordings.slice(0, TOLD_AT_ONCE)) this.tell(recording);
    this.catchUp = null;
    if (recordings.length <= TOLD_AT_ONCE) return;
    const rest = recordings.slice(TOLD_AT_ONCE);
    this.catchUp = setTimeout(() => this.tellAll(rest), TELL_EVERY_MS).unref();
  }

  /** Tells of what grows, as long as anything does; then calls `idle`. */
  follow(growing: () => Recording[], idle: () => void): void {
    this.progress ??= setInterval(() => {
      const now = growing();
      for (const recording of now) this.tell(recording);
      if (now.length > 0) return;
      this.stopFollowing();
      idle();
    }, PROGRESS_MS).unref();
  }

  close(): void {
    this.stopFollowing();
    if (this.catchUp) clearTimeout(this.catchUp);
  }

  private stopFollowing(): void {
    if (this.progress) clearInterval(this.progress);
    this.progress = null;
  }
}
