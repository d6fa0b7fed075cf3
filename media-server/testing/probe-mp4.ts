import { execFile } from "node:child_process";

export interface ProbedMovie {
  readonly durationSeconds: number;
  readonly startSeconds: number;
  readonly codecs: readonly string[];
  /** Pictures and sounds that could be decoded. */
  readonly frames: readonly number[];
  /** What the decoder complained about; empty is good. */
  readonly complaints: string;
}

/** Decodes a whole file or address with another's eyes. */
export function probeMovie(input: string): Promise<ProbedMovie> {
  const entries = "format=duration,start_time:stream=codec_name,nb_read_frames";
  const words = ["-v", "error", "-count_frames", "-show_entries", entries, "-of", "json", input];
  return new Promise((resolve, reject) => {
    execFile("ffprobe", words, { timeout: 40_000, maxBuffer: 1e7 }, (error, stdout, stderr) => {
      if (error) return reject(new Error(stderr || error.message));
      // ffprobe's JSON output has this shape by its -show_entries.
      const { format, streams } = JSON.parse(stdout) as {
        format: { duration?: string; start_time?: string };
        streams: { codec_name: string; nb_read_frames?: string }[];
      };
      resolve({
        durationSeconds: Number(format.duration),
        startSeconds: Number(format.start_time),
        codecs: streams.map((stream) => stream.codec_name),
        frames: streams.map((stream) => Number(stream.nb_read_frames)),
        complaints: stderr,
      });
    });
  });
}
