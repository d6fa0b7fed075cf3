import { join } from "node:path";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import { guardArea } from "../access/guarded-area";
import type { PlaybackGate } from "../access/playback-gate";
import type { Config } from "../config";
import type { RecordingControl } from "../control/recording-calls";
import type { Log } from "../log";
import type { MediaArea, MediaRoute } from "../public-routes";
import type { SourceOutput } from "../streams/source-output";
import type { MediaFact } from "../streams/stream-events";
import { keepShot } from "../thumbnails/keep-shot";
import { LivePictures } from "../thumbnails/live-pictures";
import { PosterTaker } from "../thumbnails/poster-taker";
import { ShotQueue } from "../thumbnails/shot-queue";
import { StoryboardMaker } from "../thumbnails/storyboard-maker";
import type { Ffmpeg } from "../transcode/find-ffmpeg";
import { serveReplayDash } from "./dash/serve-replay-dash";
import { freeBytes } from "./free-space";
import { serveDownload } from "./mp4/serve-download";
import type { ObjectStore } from "./object-store";
import type { Recording } from "./recording";
import { objectPrefix, RecordingReader } from "./recording-reader";
import { Recordings } from "./recordings";
import { serveReplay } from "./serve-replay";
import { StreamRecorder } from "./stream-recorder";
import { Uploader } from "./uploader";

export interface ArchiveDeps {
  readonly config: Config;
  readonly log: Log;
  /** Epoch ms. */
  readonly now: () => number;
  readonly report: (fact: MediaFact) => void;
  readonly gate: PlaybackGate;
  /** Null: there are no pictures. */
  readonly ffmpeg: Ffmpeg | null;
  /** Instead of the bucket that the config names. */
  readonly store?: ObjectStore;
}

/** Everything that stays of streams: recordings, replays, pictures. */
export interface Archive {
  /** What a new stream's parts go to. */
  attach(streamId: string, settings: StreamSettings): SourceOutput[];
  /** `/live/{id}/poster.jpg`, and small pictures of its window. */
  readonly servePictures: MediaRoute<{ readonly id: string }>;
  /** `/replays/{id}/…`. */
  readonly area: MediaArea<Recording>;
  readonly control: RecordingControl;
  /** For operators. */
  stats(): { readonly active: number; readonly waitingBytes: number; readonly waitingUploads: number };
  /** Finds and repairs what earlier runs left. Before the first stream. */
  load(): Promise<void>;
  /** Writes what waits and lets go of every file and child. */
  close(): Promise<void>;
}

/** Bytes of one stream that may wait for the disk: about 10 s of a very heavy one. */
const MAX_QUEUED_BYTES = 32e6;

/** Wires recorder, store, replays and pictures. */
export async function openArchive({
  config,
  log,
  now,
  report,
  gate,
  ffmpeg,
  ...deps
}: ArchiveDeps): Promise<Archive> {
  const store = deps.store ?? (await bucketOf(config));
  const uploader = store && new Uploader({ store, log });
  const recordings = new Recordings({
    root: join(config.DATA_DIR, "recordings"),
    storage: config.RECORDING_STORAGE,
    minFreeBytes: config.RECORDING_MIN_FREE_MB * 1e6,
    freeBytes,
    maxQueuedBytes: MAX_QUEUED_BYTES,
    now,
    report,
    log,
    hooks: {
      fileDone: (recording, file) => uploader?.add(recording, file),
      finished(recording) {
        if (!recording.meta.hasStoryboard) storyboards?.add(recording);
        uploader?.addAll(recording).catch((err) => log.warn({ err }, "a recording's files can't be listed"));
      },
      async removeStored(recordingId) {
        await uploader?.forget(recordingId);
        await store?.deleteAll(objectPrefix(recordingId));
      },
    },
  });
  const reader = new RecordingReader(store);
  const shots = new ShotQueue(ffmpeg);
  const pictures = new LivePictures();
  const fileDone = (recording: Recording, file: string) => uploader?.add(recording, file);
  const storyboards = ffmpeg && new StoryboardMaker({ ffmpeg, shots, recordings, reader, log, fileDone });
  return {
    attach: (streamId, settings) => [
      new StreamRecorder(streamId, settings, { recordings, now }),
      new PosterTaker(
        shots,
        now,
        {
          taken(shot, wallMs) {
            pictures.add(streamId, { shot, wallMs, keepMs: settings.dvrWindowMs });
            const recording = recordings.find(streamId);
            if (recording?.session) void keepShot(recording, shot, wallMs);
          },
          gone: () => pictures.delete(streamId),
        },
        settings.isPreview,
      ),
    ],
    servePictures: pictures.serve,
    area: {
      name: "replays",
      find: (id) => recordings.find(id),
      ...guardArea(gate, ({ id, access }) => ({ id, access })),
      served: (recording, bytes) => {
        recording.bytesServed += bytes;
      },
      routes: [serveReplay, serveReplayDash, serveDownload].map((route) => route({ recordings, reader })),
    },
    control: {
      facts: (id) => recordings.find(id)?.facts() ?? null,
      delete: (id) => recordings.delete(id),
      setAccess: (id, access) => recordings.setAccess(id, access),
    },
    stats: () => ({ ...recordings.activity(), waitingUploads: uploader?.backlog ?? 0 }),
    load: () => recordings.load(),
    async close() {
      await recordings.close();
      await storyboards?.close();
      await uploader?.close();
    },
  };
}

async function bucketOf(config: Config): Promise<ObjectStore | null> {
  const { S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
  if (!S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null;
  // Loaded only where it is used: it is large.
  const { createS3Client, S3Bucket } = await import("./s3-bucket");
  const client = createS3Client({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    forcePathStyle: config.S3_FORCE_PATH_STYLE === "1",
  });
  return new S3Bucket(client, S3_BUCKET);
}
