import { everyFrame, type Ffmpeg } from "./find-ffmpeg";
import type { PlannedRung } from "./plan-rungs";

/**
 * FLV with pictures only on stdin, each rung as FLV on a pipe of its own. Nothing is looked ahead or held back: a frame
 * comes out some 10 ms after it went in, with its time to the ms, and key frames are where the source has them.
 */
export function ladderArguments(ffmpeg: Ffmpeg, rungs: readonly PlannedRung[]): string[] {
  // `-fflags nobuffer` would throw away what was read to recognise the stream: its first key frame.
  const probing = ["-probesize", "32", "-analyzeduration", "0"];
  const input = ["-protocol_whitelist", "pipe", ...probing, "-threads", "1", "-copyts", "-f", "flv"];
  return [...input, "-i", "pipe:0", ...rungs.flatMap((rung, index) => rungArguments(ffmpeg, rung, index))];
}

function rungArguments(ffmpeg: Ffmpeg, rung: PlannedRung, index: number): string[] {
  const rate = `${rung.videoKbps}k`;
  return [
    ...["-map", "0:v:0", "-vf", `scale=${rung.width}:${rung.height}:flags=bilinear,format=yuv420p`],
    ...["-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-profile:v", "main"],
    ...["-level:v", rung.level, "-threads", rung.height > 720 ? "2" : "1"],
    // No key frames of its own choice: only those of the source.
    ...["-sc_threshold", "0", "-g", "100000", "-force_key_frames", "source"],
    ...["-b:v", rate, "-maxrate", rate, "-bufsize", rate],
    ...[...everyFrame(ffmpeg), "-enc_time_base", "1:1000", "-flush_packets", "1"],
    ...["-flvflags", "no_duration_filesize", "-f", "flv", `pipe:${3 + index}`],
  ];
}
