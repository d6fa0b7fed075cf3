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

/** How an encoder is set; each part can be replaced, an empty one is left out. */
export interface EncoderSettings {
  readonly picture?: readonly string[];
  readonly sound?: readonly string[];
  readonly video?: readonly string[];
  readonly audio?: readonly string[];
}

/** H.264 without B-frames, `keyFrames` frames apart. */
export const h264 = (keyFrames = 60): readonly string[] => [
  ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline"],
  ...["-pix_fmt", "yuv420p", "-g", String(keyFrames), "-bf", "0", "-sc_threshold", "0", "-b:v", "800k"],
];

/** A moving test picture, 30 frames a second, in real time. */
export const testPicture = (size = "640x360"): readonly string[] => [
  ...["-re", "-f", "lavfi", "-i", `testsrc2=size=${size}:rate=30`],
];

const STANDARD: Required<EncoderSettings> = {
  picture: testPicture(),
  sound: ["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"],
  video: h264(),
  audio: ["-c:a", "aac", "-b:a", "96k", "-ar", "48000"],
};

/** Publishes until stopped, cut off or refused. As a rule: a test picture, a 440 Hz tone, a key frame every 2 s. */
export function startEncoder({ server, streamKey }: EncoderTarget, settings: EncoderSettings = {}): Encoder {
  const { picture, sound, video, audio } = { ...STANDARD, ...settings };
  const media = [...picture, ...sound, ...video, ...audio];
  const child = spawn(
    process.env.FFMPEG_PATH || "ffmpeg",
    ["-hide_banner", "-loglevel", "error", ...media, "-f", "flv", `${server}/${streamKey}`],
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
