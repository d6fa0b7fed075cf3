import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recording } from "../recording/recording";
import type { RecordingFolder } from "../recording/recording-folder";
import { POSTER_FILE, SHOTS_FOLDER } from "../recording/recording-names";
import { storyboardInterval } from "./storyboard";
import type { Shot } from "./take-shot";

const SHOT_NAME = /^(\d{1,15})\.jpg$/;
/** A shot that comes a little early still counts for its interval. */
const EARLY_MS = 1_000;

/** When each recording's last small picture was taken, in epoch ms. */
const lastKept = new WeakMap<Recording, number>();

/** Puts a live picture into its recording, as its poster and for its storyboard. Never rejects: pictures are extra. */
export async function keepShot(recording: Recording, shot: Shot, wallMs: number): Promise<void> {
  try {
    await recording.exclusively(async () => {
      const timeline = recording.session?.isOpen && !recording.isDeleted ? recording.session.timeline : null;
      if (!timeline) return;
      await recording.folder.replace(POSTER_FILE, shot.poster);
      const sinceMs = wallMs - (lastKept.get(recording) ?? Number.NEGATIVE_INFINITY);
      if (sinceMs < storyboardInterval(timeline.durationMs) - EARLY_MS) return;
      lastKept.set(recording, wallMs);
      await recording.folder.make(SHOTS_FOLDER);
      await recording.folder.replace(join(SHOTS_FOLDER, `${Math.floor(wallMs)}.jpg`), shot.tile);
    });
  } catch {
    // A disk that can't take it stops the recording itself, with a notice.
  }
}

/** The small pictures that were kept while live, oldest first. */
export async function* readShots(folder: RecordingFolder): AsyncGenerator<{ wallMs: number; jpeg: Buffer }> {
  const names = await readdir(folder.file(SHOTS_FOLDER)).catch(() => []);
  const times = names
    .flatMap((name) => Number(SHOT_NAME.exec(name)?.[1] ?? Number.NaN))
    .filter(Number.isFinite);
  for (const wallMs of times.sort((a, b) => a - b)) {
    const jpeg = await readFile(folder.file(join(SHOTS_FOLDER, `${wallMs}.jpg`)));
    yield { wallMs, jpeg };
  }
}
