import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { probeMovie } from "./probe-mp4";
import { type ManifestTrack, readReplayMpd } from "./read-replay-mpd";

export interface ProbedReplay {
  readonly durationSeconds: number;
  readonly periods: number;
  readonly codecs: readonly string[];
  /** What can be decoded of all periods together. */
  readonly frames: Record<ManifestTrack["kind"], number>;
  /** What the decoder complained about; empty is good. */
  readonly complaints: string;
  /** The middle of the longest period, and the first picture that came when it was sought, both by the media's clock. */
  readonly middleSeconds: number;
  readonly soughtToSeconds: number;
}

/**
 * A replay's DASH with another's eyes. FFmpeg plays the longest period of a manifest only, so each track of each period
 * is also put together as a player does, and looked at on its own. Throws where one doesn't begin when its period does.
 */
export async function probeReplayDash(base: string, directory: string): Promise<ProbedReplay> {
  const url = `${base}/manifest.mpd`;
  const { durationSeconds, periods } = readReplayMpd(await (await fetch(url)).text());
  const frames = { video: 0, audio: 0 };
  const whole = await probeMovie(url);
  let complaints = whole.complaints;
  for (const track of periods.flatMap(({ tracks }) => tracks)) {
    const path = join(directory, `${track.kind}.mp4`);
    await writeFile(path, await bytesOf(base, track));
    const probed = await probeMovie(path);
    const lateSeconds = probed.startSeconds - track.mediaSeconds;
    if (Math.abs(lateSeconds) > 0.1) throw new Error(`A period's ${track.kind} is ${lateSeconds} s late.`);
    frames[track.kind] += probed.frames[0] ?? 0;
    complaints += probed.complaints;
  }
  const [longest] = [...periods].sort((a, b) => b.durationSeconds - a.durationSeconds);
  const middleSeconds = (longest?.tracks[0]?.mediaSeconds ?? 0) + (longest?.durationSeconds ?? 0) / 2;
  const soughtToSeconds = await seek(url, middleSeconds);
  const facts = { durationSeconds, periods: periods.length, codecs: whole.codecs };
  return { ...facts, frames, complaints, middleSeconds, soughtToSeconds };
}

async function bytesOf(base: string, { init, segments }: ManifestTrack): Promise<Buffer> {
  const files: Buffer[] = [];
  for (const name of [init, ...segments]) {
    const answer = await fetch(`${base}/${name}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    files.push(Buffer.from(await answer.arrayBuffer()));
  }
  return Buffer.concat(files);
}

/** The time of the first picture that is decoded from there on, in seconds. */
function seek(url: string, toSeconds: number): Promise<number> {
  const from = ["-v", "error", "-select_streams", "v", "-read_intervals", `${toSeconds}%+#5`];
  const words = [...from, "-show_entries", "frame=pts_time", "-of", "csv=p=0", url];
  return new Promise((resolve, reject) => {
    execFile("ffprobe", words, { timeout: 20_000 }, (error, stdout, stderr) =>
      error || stderr ? reject(error ?? new Error(stderr)) : resolve(Number.parseFloat(stdout)),
    );
  });
}
