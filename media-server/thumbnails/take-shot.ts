import type { Ffmpeg } from "../transcode/find-ffmpeg";
import { runFfmpeg } from "./run-ffmpeg";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** One moment of a stream, twice. Both are JPEG. */
export interface Shot {
  /** For lists and link previews: at most 1280 wide. */
  readonly poster: Buffer;
  /** For the seek bar. */
  readonly tile: Buffer;
}

export interface ShotInput {
  /** An init segment, and media that begins with a key frame. */
  readonly media: readonly Buffer[];
  readonly tile: PictureSize;
}

const DEADLINE_MS = 10_000;
const TILE_LONG_SIDE = 160;

/** How large a small picture of a video of this shape is: even numbers, 160 on its longer side. */
export function tileSize({ width, height }: PictureSize): PictureSize {
  const scale = TILE_LONG_SIDE / Math.max(width, height, 1);
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** The first picture of the media. Null when there is none. */
export async function takeShot(ffmpeg: Ffmpeg, { media, tile }: ShotInput): Promise<Shot | null> {
  const input = ["-protocol_whitelist", "pipe", "-threads", "1", "-f", "mp4", "-i", "pipe:0"];
  const output = (filter: string, quality: number, pipe: number) => [
    ...["-map", "0:v:0", "-frames:v", "1", "-vf", `${filter},format=yuvj420p`],
    ...["-q:v", String(quality), "-f", "mjpeg", `pipe:${pipe}`],
  ];
  const made = await runFfmpeg(ffmpeg, {
    args: [
      ...input,
      ...output("scale='min(1280,iw)':-2", 5, 3),
      ...output(`scale=${tile.width}:${tile.height}`, 6, 4),
    ],
    input: media,
    outputs: 2,
    deadlineMs: DEADLINE_MS,
  });
  const [poster, small] = made ?? [];
  return poster && small ? { poster, tile: small } : null;
}
