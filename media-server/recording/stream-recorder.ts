import type { RecordingFault } from "../../lib/wire/recording";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { StreamNotice } from "../../lib/wire/stream-state";
import type { PackagedPart, RunStart } from "../packaging/packager-output";
import type { SourceOutput } from "../streams/source-output";
import type { RecordingSession } from "./recording-session";
import type { Recordings } from "./recordings";

/** After a recording stopped by itself, the next reconnect tries again, but not sooner than this. */
const TRY_AGAIN_MS = 30_000;

/** Decides what of one stream is recorded: everything while the switch is on, from a key frame on. */
export class StreamRecorder implements SourceOutput {
  private session: RecordingSession | null = null;
  private run: RunStart | null = null;
  private isAtSegmentStart = true;
  private fault: { readonly kind: RecordingFault; readonly since: number } | null = null;
  /** Its recording was deleted while on air: the switch has to be turned again. */
  private isUnwanted = false;

  constructor(
    private readonly streamId: string,
    private settings: StreamSettings,
    private readonly deps: { readonly recordings: Recordings; readonly now: () => number },
  ) {}

  apply(settings: StreamSettings): void {
    const { recordings } = this.deps;
    const wasOn = this.settings.record;
    this.settings = settings;
    // It holds at once; a disk that can't keep it stops the recording by itself.
    recordings.setAccess(this.streamId, settings.access).catch(() => {});
    if (settings.record === wasOn) return;
    this.fault = null;
    this.isUnwanted = false;
    if (!settings.record) this.stop();
  }

  startRun(run: RunStart): void {
    this.run = run;
    this.isAtSegmentStart = true;
    if (this.fault && this.deps.now() - this.fault.since >= TRY_AGAIN_MS) this.fault = null;
    this.session?.startRun(run);
  }

  addPart(part: PackagedPart): void {
    this.noticeDeletion();
    if (!this.session && this.isDue(part)) this.begin();
    this.isAtSegmentStart = false;
    this.session?.addPart(part);
  }

  endSegment(): void {
    this.isAtSegmentStart = true;
    this.session?.endSegment();
  }

  clockJumped(): void {}

  ended(): void {
    this.stop();
  }

  /** The server leaves: the recording goes on after its restart. */
  dispose(): void {
    this.session = null;
  }

  notices(): StreamNotice[] {
    if (!this.fault) return [];
    const code = this.fault.kind === "disk-full" ? "recording-disk-full" : "recording-failed";
    return [{ code, since: this.fault.since, details: {} }];
  }

  private isDue(part: PackagedPart): boolean {
    const isWanted = this.settings.record && !this.fault && !this.isUnwanted;
    return isWanted && this.isAtSegmentStart && part.isIndependent && this.run !== null;
  }

  private begin(): void {
    const { recordings, now } = this.deps;
    const session = recordings.begin(this.streamId, this.settings, (kind) => {
      this.fault = { kind, since: now() };
      if (this.session === session) this.session = null;
    });
    this.session = session;
    if (this.run) session.startRun(this.run);
  }

  private stop(): void {
    this.session = null;
    void this.deps.recordings.finish(this.streamId);
  }

  private noticeDeletion(): void {
    if (!this.session || this.session.isOpen) return;
    this.session = null;
    this.isUnwanted = true;
  }
}
