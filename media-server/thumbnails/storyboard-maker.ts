import type { Log } from "../log";
import type { Recording } from "../recording/recording";
import {
  POSTER_FILE,
  SHOTS_FOLDER,
  STORYBOARD_FILE,
  STORYBOARD_IMAGE,
  segmentFile,
} from "../recording/recording-names";
import type { RecordingReader } from "../recording/recording-reader";
import type { Recordings } from "../recording/recordings";
import type { RecordedSegment, Timeline } from "../recording/timeline";
import type { Ffmpeg } from "../transcode/find-ffmpeg";
import { readShots } from "./keep-shot";
import { runFfmpeg } from "./run-ffmpeg";
import type { ShotQueue } from "./shot-queue";
import {
  positionOf,
  renderStoryboard,
  SPRITE_COLUMNS,
  segmentAt,
  storyboardInterval,
  TILES_PER_SPRITE,
} from "./storyboard";
import { type PictureSize, type Shot, tileSize } from "./take-shot";

export interface StoryboardDeps {
  readonly ffmpeg: Ffmpeg;
  readonly shots: ShotQueue;
  readonly recordings: Recordings;
  readonly reader: RecordingReader;
  readonly log: Log;
  /** A picture is there to be stored elsewhere. */
  readonly fileDone: (recording: Recording, file: string) => void;
}

/** A key frame is well within the first bytes of a segment. */
const KEY_FRAME_BYTES = 4_000_000;
const SPRITE_DEADLINE_MS = 60_000;

/** Makes the pictures of finished recordings, one recording at a time. */
export class StoryboardMaker {
  private readonly waiting = new Set<Recording>();
  private work: Promise<void> | null = null;
  private isClosed = false;

  constructor(private readonly deps: StoryboardDeps) {}

  /** Never throws; a recording that goes on meanwhile gets its pictures when it is finished again. */
  add(recording: Recording): void {
    this.waiting.add(recording);
    this.work ??= this.makeAll();
  }

  /** Resolves when nothing is being made any more. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.work;
  }

  private async makeAll(): Promise<void> {
    for (const recording of this.waiting) {
      this.waiting.delete(recording);
      if (this.isClosed) break;
      try {
        await this.make(recording);
      } catch (error) {
        this.deps.log.warn({ recordingId: recording.id, err: error }, "a storyboard could not be made");
      }
    }
    // In one go with the last look at the queue.
    this.work = null;
  }

  private isOff(recording: Recording): boolean {
    return this.isClosed || recording.isDeleted || recording.session !== null;
  }

  private async make(recording: Recording): Promise<void> {
    const timeline = await this.deps.recordings.timelineOf(recording);
    const video = timeline.segments.find(({ run }) => run.video)?.run.video;
    if (!video || this.isOff(recording)) return;
    const tile = tileSize(video);
    const intervalMs = storyboardInterval(timeline.durationMs);
    const tiles = await this.collectTiles(recording, timeline, { tile, intervalMs });
    const poster = await this.shotAt(recording, timeline, { positionMs: timeline.durationMs / 3, tile });
    const sprites = await this.sprites(tiles, tile);
    if (!sprites || this.isOff(recording)) return;
    const seconds = Math.round(timeline.durationMs / 1000);
    const imageName = (index: number) => `storyboard-${seconds}-${index}.jpg`;
    const vtt = renderStoryboard({
      durationMs: timeline.durationMs,
      intervalMs,
      tiles: tiles.length,
      tile,
      imageName,
    });
    await recording.exclusively(async () => {
      if (this.isOff(recording)) return;
      const { folder } = recording;
      const old = (await folder.names()).filter((name) => STORYBOARD_IMAGE.test(name));
      for (const [index, sprite] of sprites.entries()) await folder.replace(imageName(index), sprite);
      await folder.replace(STORYBOARD_FILE, vtt);
      if (poster) await folder.replace(POSTER_FILE, poster.poster);
      await recording.save({ hasStoryboard: true });
      const current = sprites.map((_, index) => imageName(index));
      for (const name of old) if (!current.includes(name)) await folder.remove(name);
      await folder.remove(SHOTS_FOLDER);
      for (const name of [...current, STORYBOARD_FILE]) this.deps.fileDone(recording, name);
    });
    this.deps.recordings.news.tell(recording);
  }

  /** One small picture per interval: taken while live, or else taken from the recording now. */
  private async collectTiles(
    recording: Recording,
    timeline: Timeline,
    { tile, intervalMs }: { tile: PictureSize; intervalMs: number },
  ): Promise<Buffer[]> {
    const taken = new Map<number, Buffer>();
    for await (const { wallMs, jpeg } of readShots(recording.folder)) {
      const positionMs = positionOf(timeline, wallMs);
      const index = positionMs === null ? -1 : Math.floor(positionMs / intervalMs);
      if (!taken.has(index)) taken.set(index, jpeg);
    }
    const tiles: Buffer[] = [];
    const count = Math.max(1, Math.ceil(timeline.durationMs / intervalMs));
    for (let index = 0; index < count && !this.isOff(recording); index++) {
      const positionMs = index * intervalMs;
      const known = taken.get(index) ?? (await this.shotAt(recording, timeline, { positionMs, tile }))?.tile;
      // Where there is no picture, the one before it is the nearest.
      const picture = known ?? tiles.at(-1);
      if (picture) tiles.push(picture);
    }
    return tiles;
  }

  private async shotAt(
    recording: Recording,
    timeline: Timeline,
    { positionMs, tile }: { positionMs: number; tile: PictureSize },
  ): Promise<Shot | null> {
    const segment = segmentAt(timeline, positionMs);
    if (!segment?.run.video) return null;
    const media = await this.firstBytes(recording, segment);
    return media && this.deps.shots.take({ media, tile });
  }

  private async firstBytes(
    recording: Recording,
    { run, n, bytes }: RecordedSegment,
  ): Promise<Buffer[] | null> {
    const { reader } = this.deps;
    const end = Math.min(bytes, KEY_FRAME_BYTES) - 1;
    const init = await reader.readWhole(recording, run.init, KEY_FRAME_BYTES);
    const media = await reader.readWhole(recording, segmentFile(n), KEY_FRAME_BYTES, { start: 0, end });
    return init && media ? [init, media] : null;
  }

  /** Null when ffmpeg could not. */
  private async sprites(tiles: readonly Buffer[], { width, height }: PictureSize): Promise<Buffer[] | null> {
    const sprites: Buffer[] = [];
    for (let from = 0; from < tiles.length; from += TILES_PER_SPRITE) {
      const input = tiles.slice(from, from + TILES_PER_SPRITE);
      const columns = Math.min(SPRITE_COLUMNS, input.length);
      const filter = `scale=${width}:${height},tile=${columns}x${Math.ceil(input.length / columns)}`;
      const args = ["-protocol_whitelist", "pipe", "-threads", "1", "-f", "image2pipe", "-c:v", "mjpeg"];
      args.push("-i", "pipe:0", "-frames:v", "1", "-vf", filter, "-q:v", "6", "-f", "mjpeg", "pipe:3");
      const task = { args, input, outputs: 1, deadlineMs: SPRITE_DEADLINE_MS };
      const made = await this.deps.shots.inTurn(() => runFfmpeg(this.deps.ffmpeg, task));
      if (!made?.[0]) return null;
      sprites.push(made[0]);
    }
    return sprites.length > 0 ? sprites : null;
  }
}
