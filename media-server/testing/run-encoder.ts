import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";

/** Whether real encoders and decoders can be used on this machine. */
export const hasFfmpeg = ["ffmpeg", "ffprobe"].every((tool) => spawnSync(tool, ["-version"]).status === 0);

const PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=30"];
const SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"];
const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

/** Encoder settings as creators have them. */
export const encoderSettings = {
  lowDelay: [...PICTURE, ...SOUND, ...H264, "-tune", "zerolatency", "-g", "30", "-c:a", "aac"],
  bFrames: [...PICTURE, ...SOUND, ...H264, "-bf", "2", "-g", "60", "-c:a", "aac"],
  mp3: [
    ...PICTURE,
    ...SOUND,
    ...H264,
    "-tune",
    "zerolatency",
    "-g",
    "30",
    "-c:a",
    "libmp3lame",
    "-ar",
    "44100",
  ],
  soundOnly: [...SOUND, "-c:a", "aac"],
} as const;

export interface Encoder {
  readonly process: ChildProcess;
  /** Cuts off without a goodbye. */
  kill(): Promise<void>;
}

/** Streams in real time until killed. */
export function runEncoder(settings: readonly string[], url: string): Encoder {
  // Every input is paced on its own.
  const paced = settings.flatMap((word) => (word === "lavfi" ? ["lavfi", "-re"] : [word]));
  const child = spawn("ffmpeg", ["-hide_banner", "-loglevel", "error", ...paced, "-f", "flv", url], {
    stdio: "ignore",
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    process: child,
    kill: () => {
      child.kill("SIGKILL");
      return gone;
    },
  };
}

/** Decodes `seconds` of an HLS address. Resolves with what the decoder complained about; empty is good. */
export function decode(url: string, seconds: number): Promise<string> {
  const words = [
    "-v",
    "error",
    "-live_start_index",
    "0",
    "-i",
    url,
    "-t",
    String(seconds),
    "-f",
    "null",
    "-",
  ];
  return new Promise((resolve, reject) => {
    execFile("ffmpeg", words, { timeout: 40_000 }, (error, _stdout, stderr) =>
      error ? reject(error) : resolve(stderr),
    );
  });
}

export interface ProbedFile {
  readonly streams: { readonly codec_name: string; readonly nb_read_frames?: string }[];
}

/** Reads bytes of an fMP4 file with another's eyes. */
export function probe(bytes: Buffer): Promise<ProbedFile> {
  const words = [
    "-v",
    "error",
    "-count_frames",
    "-show_entries",
    "stream=codec_name,nb_read_frames",
    "-of",
    "json",
    "-",
  ];
  return new Promise((resolve, reject) => {
    const child = execFile("ffprobe", words, { timeout: 20_000 }, (error, stdout, stderr) => {
      if (error || stderr) reject(error ?? new Error(stderr));
      // ffprobe's JSON output has this shape by its -show_entries.
      else resolve(JSON.parse(stdout) as ProbedFile);
    });
    child.stdin?.end(bytes);
  });
}
