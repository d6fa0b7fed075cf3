import { audioKbps, planOf } from "../preflight/bitrate-plan";
import { Store } from "../store";
import { type Copy, openCopyStore } from "./copy-store";

export interface SafetyState {
  /** `full`: no more room; `impossible`: this browser can't record. */
  readonly state: "off" | "recording" | "full" | "impossible";
  /** Of this run, in all its parts. */
  readonly bytes: number;
}

/** So much is lost at most when the tab crashes; in ms. */
const PIECE_MS = 2_000;
/** Enough for four hours of 720p, and never more than this share of the room that the browser has. */
const MOST_BYTES = 5_000_000_000;
const SHARE_OF_ROOM = 0.5;

/** What programs of all kinds open comes first. */
const TYPES = [
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01F,opus",
  "video/webm;codecs=h264,opus",
  "video/webm;codecs=vp8,opus",
];

/** Keeps what goes out in this browser, beside the broadcast. Another camera or screen begins another part. */
export class SafetyRecorder {
  readonly store: Store<SafetyState> = new Store<SafetyState>({ state: "off", bytes: 0 });
  private recorder: MediaRecorder | null = null;
  private room = MOST_BYTES;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly streamId: string) {}

  /** Idempotent for the same tracks. */
  record(media: MediaStream): void {
    const { state } = this.store.get();
    if (state === "full" || state === "impossible" || this.recorder?.stream === media) return;
    if (this.recorder?.state === "recording") this.recorder.stop();
    try {
      this.recorder = this.begin(media);
      this.store.set({ state: "recording" });
    } catch {
      this.store.set({ state: "impossible" });
    }
  }

  stop(): void {
    if (this.recorder?.state === "recording") this.recorder.stop();
    this.recorder = null;
    if (this.store.get().state === "recording") this.store.set({ state: "off" });
  }

  private begin(media: MediaStream): MediaRecorder {
    const recorder = new MediaRecorder(media, optionsFor(media));
    const startedAt = Date.now();
    let copy: Copy = {
      id: crypto.randomUUID(),
      streamId: this.streamId,
      mimeType: "",
      startedAt,
      durationMs: 0,
      bytes: 0,
    };
    let count = 0;
    this.writing = this.writing.then(() => this.measureRoom());
    recorder.ondataavailable = ({ data }) => {
      if (data.size === 0) return;
      const { mimeType } = recorder;
      copy = { ...copy, mimeType, durationMs: Date.now() - startedAt, bytes: copy.bytes + data.size };
      this.write(copy, count++, data);
    };
    recorder.start(PIECE_MS);
    return recorder;
  }

  /** One after the other, in the order in which they were recorded. */
  private write(copy: Copy, index: number, piece: Blob): void {
    const bytes = this.store.get().bytes + piece.size;
    this.store.set({ bytes });
    this.writing = this.writing
      .then(async () => {
        if (bytes > this.room) throw new Error("no more room");
        await (await openCopyStore()).append(copy, index, piece);
      })
      .catch(() => {
        this.stop();
        this.store.set({ state: "full" });
      });
  }

  private async measureRoom(): Promise<void> {
    const { quota = MOST_BYTES, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    this.room = Math.min(MOST_BYTES, this.store.get().bytes + (quota - usage) * SHARE_OF_ROOM);
  }
}

/** How often a key frame comes, in ms (MediaRecorder §2.3); not yet in TypeScript's library. Pieces of MP4 begin with one. */
type RecorderOptions = MediaRecorderOptions & { readonly videoKeyFrameIntervalDuration: number };

function optionsFor(media: MediaStream): RecorderOptions {
  const mimeType = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  const plan = planOf(media.getVideoTracks()[0]?.getSettings().height ?? 0);
  const sound = media.getAudioTracks()[0]?.contentHint === "music" ? "music" : "voice";
  return {
    ...(mimeType ? { mimeType } : {}),
    videoBitsPerSecond: plan.videoKbps * 1000,
    audioBitsPerSecond: audioKbps(sound) * 1000,
    videoKeyFrameIntervalDuration: PIECE_MS,
  };
}
