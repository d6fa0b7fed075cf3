import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ffmpegPath } from "../measure/programs";

const QUIET = ["-hide_banner", "-loglevel", "error", "-y"];
const PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30"];
const SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"];
const VIDEO = [
  "-c:v",
  "libx264",
  "-preset",
  "veryfast",
  "-profile:v",
  "main",
  "-bf",
  "0",
  "-g",
  "60",
  "-b:v",
  "2500k",
];
const AUDIO = ["-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k"];
const SECONDS = "30";

/** Encodes once, into `folder`, and sends that again and again: as encoders elsewhere, it takes nothing from this machine. */
export async function publishFile(rtmpUrl: string, folder: string): Promise<{ stop(): Promise<void> }> {
  const file = join(folder, "stream.flv");
  const encoding = [...QUIET, ...PICTURE, ...SOUND, "-t", SECONDS, ...VIDEO, ...AUDIO, file];
  const [code] = await once(spawn(ffmpegPath(), encoding, { stdio: "ignore" }), "exit");
  if (code !== 0) throw new Error(`ffmpeg left with ${code}`);
  const sending = [...QUIET, "-re", "-stream_loop", "-1", "-i", file, "-c", "copy", "-f", "flv", rtmpUrl];
  const child = spawn(ffmpegPath(), sending, { stdio: "ignore" });
  const exited = once(child, "exit");
  return {
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
