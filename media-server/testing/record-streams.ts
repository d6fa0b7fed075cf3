import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { RecordingFacts } from "../../lib/wire/recording";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import { Packager } from "../packaging/packager";
import { Recordings, type RecordingsOptions } from "../recording/recordings";
import { StreamRecorder } from "../recording/stream-recorder";
import { streamSettings } from "./stream-settings";
import { audioConfig, type SyntheticFrame, syntheticFrames, videoConfig } from "./synthetic-media";

/** Waits for a fact, also on a slow machine. */
export function waitFor<T>(fact: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(fact, { timeout: 12_000, interval: 10 });
}

const silent = () => {};
export const silentLog = { debug: silent, info: silent, warn: silent, error: silent };
export const recordingId = "stream-0001";

export interface TestRecordings {
  readonly root: string;
  readonly recordings: Recordings;
  /** What the app was told, in order. */
  readonly told: RecordingFacts[];
  /** Another server on the same disk. */
  restart(change?: Partial<RecordingsOptions>): Promise<Recordings>;
  remove(): Promise<void>;
}

/** Recordings in a folder of their own. */
export async function makeRecordings(change: Partial<RecordingsOptions> = {}): Promise<TestRecordings> {
  const base = await mkdtemp(join(tmpdir(), "recordings-"));
  const root = join(base, "recordings");
  const told: RecordingFacts[] = [];
  const opened: Recordings[] = [];
  const open = (more: Partial<RecordingsOptions>) => {
    const recordings = new Recordings({
      root,
      storage: "disk",
      minFreeBytes: 0,
      freeBytes: async () => 1e12,
      maxQueuedBytes: 1e8,
      now: Date.now,
      report: (fact) => void (fact.type === "recording.changed" && told.push(fact.recording)),
      log: silentLog,
      hooks: { fileDone: silent, finished: silent, removeStored: async () => {} },
      ...change,
      ...more,
    });
    opened.push(recordings);
    return recordings;
  };
  return {
    root,
    recordings: open({}),
    told,
    async restart(more = {}) {
      const recordings = open(more);
      await recordings.load();
      return recordings;
    },
    async remove() {
      await Promise.all(opened.map((recordings) => recordings.close()));
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** A stream with its recorder and its packager, fed by hand. */
export function recordStream(recordings: Recordings, change: Partial<StreamSettings> = {}, id = recordingId) {
  const settings = streamSettings({ record: true, reconnectWindowMs: 60_000, ...change });
  const recorder = new StreamRecorder(id, settings, { recordings, now: Date.now });
  const packager = new Packager(recorder, Date.now, Date.now() - 1_700_000_000_000);
  return {
    recorder,
    settings,
    /** An encoder connects and sends so many seconds, a key frame each second. */
    publish(
      seconds: number,
      { config = videoConfig(), frameBytes = 100, compositionOffsetMs = 0 } = {},
    ): void {
      packager.setVideoConfig(config);
      packager.setAudioConfig(audioConfig());
      const options = { fps: 30, gop: 30, seconds, audioRate: 48_000, compositionOffsetMs };
      const frames = syntheticFrames(options);
      push(
        packager,
        frames.map((one) => (one.kind === "video" ? enlarge(one, frameBytes) : one)),
      );
    },
    push: (frames: readonly SyntheticFrame[]) => push(packager, frames),
    /** The encoder is gone. */
    interrupt: () => packager.finish(),
    end(): void {
      packager.finish();
      recorder.ended();
    },
  };
}

function enlarge(one: Extract<SyntheticFrame, { kind: "video" }>, bytes: number): SyntheticFrame {
  return { ...one, frame: { ...one.frame, data: Buffer.alloc(bytes, one.frame.data) } };
}

function push(packager: Packager, frames: readonly SyntheticFrame[]): void {
  for (const { kind, frame } of frames) {
    if (kind === "video") packager.pushVideo(frame);
    else packager.pushAudio(frame);
  }
}
