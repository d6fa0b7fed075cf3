import { type ChildProcess, spawn } from "node:child_process";

export interface EncoderTarget {
  /** The encoder's "Server" field. */
  readonly server: string;
  readonly streamKey: string;
}

export interface Encoder {
  readonly exited: Promise<number | null>;
  isRunning(): boolean;
  /** What ffmpeg complained about. */
  complaints(): string;
  stop(): Promise<void>;
}

/** A moving test picture with a 440 Hz tone: H.264 (key frame every 2 s, no B-frames) and AAC, in real time. */
const MEDIA = [
  ...["-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30"],
  ...["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"],
  ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline"],
  ...["-pix_fmt", "yuv420p", "-g", "60", "-bf", "0", "-sc_threshold", "0", "-b:v", "800k"],
  ...["-c:a", "aac", "-b:a", "96k", "-ar", "48000"],
];

/** Publishes until stopped, cut off or refused. */
export function startEncoder({ server, streamKey }: EncoderTarget): Encoder {
  const child = spawn(
    process.env.FFMPEG_PATH || "ffmpeg",
    ["-hide_banner", "-loglevel", "error", ...MEDIA, "-f", "flv", `${server}/${streamKey}`],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4000);
  });
  return { ...control(child), complaints: () => text };
}

/** Like OBS: comes back one second after each loss, until stopped. */
export function startFaithfulEncoder(target: EncoderTarget): { stop(): Promise<void>; starts(): number } {
  let stopped = false;
  let starts = 0;
  let current: Encoder | null = null;
  let timer: NodeJS.Timeout | null = null;
  const run = () => {
    starts += 1;
    current = startEncoder(target);
    void current.exited.then(() => {
      if (!stopped) timer = setTimeout(run, 1000);
    });
  };
  run();
  return {
    starts: () => starts,
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await current?.stop();
    },
  };
}

function control(child: ChildProcess): Omit<Encoder, "complaints"> {
  const exited = new Promise<number | null>((settle) => child.once("close", settle));
  return {
    exited,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
