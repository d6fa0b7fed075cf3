import { spawn } from "node:child_process";
import { once } from "node:events";
import { ffmpegPath } from "../measure/programs";
import { encodeMoment, FRAME_HEIGHT, FRAME_WIDTH, SQUARE, SQUARES } from "./pattern";

const FRAMES_PER_SECOND = 30;
const LUMA = FRAME_WIDTH * FRAME_HEIGHT;

export interface SquaresPublisher {
  /** Rejects when the encoder ends by itself. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** Publishes 720p30 H.264 + AAC with the time in each frame, key frame every 2 s, no B-frames, to an RTMP address. */
export function publishSquares(rtmpUrl: string): SquaresPublisher {
  const child = spawn(ffmpegPath(), encoderArguments(rtmpUrl), { stdio: ["pipe", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  child.stdin.on("error", () => undefined);
  const stopFrames = writeFrames(
    (frame) => child.stdin.writableLength < 3 * frame.length && child.stdin.write(frame),
  );
  let stopping = false;
  const exited = once(child, "exit");
  const failed = exited.then(() => {
    stopFrames();
    return stopping
      ? new Promise<never>(() => undefined)
      : Promise.reject(new Error(`encoder ended: ${complaint}`));
  });
  failed.catch(() => undefined);
  return {
    failed,
    async stop() {
      stopping = true;
      stopFrames();
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function encoderArguments(rtmpUrl: string): string[] {
  const input = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${FRAME_WIDTH}x${FRAME_HEIGHT}`];
  const video = [
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-tune",
    "zerolatency",
    "-profile:v",
    "main",
    "-bf",
    "0",
  ];
  return [
    ...["-hide_banner", "-loglevel", "error", "-fflags", "nobuffer"],
    ...[...input, "-framerate", String(FRAMES_PER_SECOND), "-i", "pipe:0"],
    ...["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"],
    ...[...video, "-g", String(FRAMES_PER_SECOND * 2), "-sc_threshold", "0"],
    ...["-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "2500k"],
    ...["-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-flvflags", "no_duration_filesize"],
    ...["-flush_packets", "1", "-f", "flv", rtmpUrl],
  ];
}

/** Calls `write` at the frame rate by the wall clock, however late a timer fires. Returns the stop function. */
function writeFrames(write: (frame: Buffer) => void): () => void {
  const backgrounds = movingBackgrounds();
  const start = Date.now();
  let count = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((Date.now() - start) * FRAMES_PER_SECOND) / 1000);
    for (; count < due; count += 1) {
      const frame = Buffer.from(backgrounds[count % backgrounds.length] ?? Buffer.alloc(0));
      paintMoment(frame, Date.now());
      write(frame);
    }
  }, 4);
  return () => clearInterval(timer);
}

function paintMoment(frame: Buffer, epochMs: number): void {
  const row = Buffer.alloc(FRAME_WIDTH, 16);
  encodeMoment(epochMs).forEach((bit, index) => {
    if (bit) row.fill(235, index * SQUARE, (index + 1) * SQUARE);
  });
  for (let y = 0; y < SQUARE; y += 1) row.copy(frame, y * FRAME_WIDTH, 0, SQUARES * SQUARE);
}

/** A second of texture that drifts, so that the encoder works as it does on a camera picture. */
function movingBackgrounds(): Buffer[] {
  const texture = Buffer.alloc(LUMA * 2);
  let seed = 7;
  for (let index = 0; index < texture.length; index += 1) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    texture[index] = 96 + ((index >> 5) & 31) + ((seed >> 16) & 15);
  }
  return Array.from({ length: FRAMES_PER_SECOND }, (_, index) => {
    const frame = Buffer.alloc((LUMA * 3) / 2, 128);
    texture.copy(frame, 0, index * 64, index * 64 + LUMA);
    return frame;
  });
}
