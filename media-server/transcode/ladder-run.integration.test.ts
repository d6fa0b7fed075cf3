import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createLog } from "../log";
import type { VideoConfig, VideoFrame } from "../media";
import { type EncodedMedia, encodeFrames } from "../testing/encode-frames";
import { hasFfmpeg } from "../testing/run-encoder";
import { type Ffmpeg, findFfmpeg } from "./find-ffmpeg";
import { FrameSerials } from "./frame-serials";
import type { TranscodedFrame } from "./ladder-child";
import { LadderRun } from "./ladder-run";
import { planRungs } from "./plan-rungs";

const patient = { timeout: 20_000, interval: 20 };
const SETTINGS = [
  "-f",
  "lavfi",
  "-i",
  "testsrc2=size=320x180:rate=30",
  "-c:v",
  "libx264",
  "-preset",
  "ultrafast",
].concat(["-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "15"]);
const RUNGS = planRungs([{ name: "120p", height: 120, videoKbps: 100 }], { width: 320, height: 180 }, 30);

describe.skipIf(!hasFfmpeg)("the transcoder's process", () => {
  let ffmpeg: Ffmpeg | null;
  let media: EncodedMedia;
  let source: VideoConfig;
  const open: LadderRun[] = [];

  beforeAll(async () => {
    ffmpeg = await findFfmpeg(undefined);
    media = encodeFrames(SETTINGS, 1);
    const [config] = media.videos;
    if (!config) throw new Error("no picture was made");
    source = config;
  });
  afterEach(() => {
    for (const run of open.splice(0)) run.kill();
  });

  /** Sends the same second over and over, in real time, until told to stop. */
  function start() {
    const pictures: TranscodedFrame[] = [];
    const serials = new FrameSerials();
    const state = { failures: 0, sent: 0, isOver: false };
    const run = new LadderRun({
      streamId: "stream-0001",
      ffmpeg,
      log: createLog("silent"),
      serials,
      frame: (_name, frame) => pictures.push(frame),
      failed: () => {
        state.failures += 1;
      },
    });
    open.push(run);
    const frames = media.frames.flatMap((one): VideoFrame[] => (one.kind === "video" ? [one.frame] : []));
    const startedAt = performance.now();
    const send = async () => {
      while (!state.isOver) {
        const due = ((performance.now() - startedAt) * 30) / 1000;
        for (; state.sent < due; state.sent++) {
          const frame = frames[state.sent % frames.length];
          if (!frame) return;
          const dtsMs = Math.round((state.sent * 1000) / 30);
          if (frame.isKeyFrame) run.begin(source, RUNGS);
          run.feed({ ...frame, dtsMs, data: Buffer.from(frame.data) });
        }
        await delay(10);
      }
    };
    void send();
    return { run, pictures, state };
  }

  const killIt = (run: LadderRun, signal: NodeJS.Signals) => {
    if (run.pid === undefined) throw new Error("nothing runs");
    process.kill(run.pid, signal);
  };

  it("after a crash begins with the same key frame again: not one picture is missing", async () => {
    const { run, pictures, state } = start();
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(20), patient);
    const first = run.pid;
    expect(run.renditionsInWork).toBe(RUNGS.length);
    killIt(run, "SIGKILL");
    await vi.waitFor(() => expect(pictures.at(-1)?.serial).toBeGreaterThan(60), patient);
    expect(run.renditionsInWork).toBe(RUNGS.length);
    state.isOver = true;
    expect(run.pid).not.toBe(first);
    expect(state.failures).toBe(0);
    const seen = new Set(pictures.map(({ serial }) => serial));
    expect([...Array(60).keys()].filter((index) => !seen.has(index + 1))).toEqual([]);
    expect(run.downMs).toBe(0);
  });

  it("when it crashes again at once says that pictures are lost, and comes back with a key frame", async () => {
    const { run, pictures, state } = start();
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(5), patient);
    const first = run.pid;
    killIt(run, "SIGKILL");
    await vi.waitFor(() => expect([undefined, first]).not.toContain(run.pid), patient);
    killIt(run, "SIGKILL");
    await vi.waitFor(() => expect(state.failures).toBe(1), patient);
    const before = pictures.length;
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(before + 5), patient);
    state.isOver = true;
    expect(pictures[before]?.isKeyFrame).toBe(true);
    expect(run.downMs).toBe(0);
  });

  it("while it stands still gets nothing more, and goes on at a key frame when it moves again", async () => {
    const { run, pictures, state } = start();
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(5), patient);
    killIt(run, "SIGSTOP");
    await vi.waitFor(() => expect(run.isDropping).toBe(true), patient);
    const { sent } = state;
    // Whoever sends has not been held up.
    await vi.waitFor(() => expect(state.sent).toBeGreaterThan(sent + 15), patient);
    killIt(run, "SIGCONT");
    await vi.waitFor(() => expect(run.isDropping).toBe(false), patient);
    const { serial } = pictures.at(-1) ?? {};
    await vi.waitFor(() => expect(pictures.at(-1)?.serial).toBeGreaterThan((serial ?? 0) + 30), patient);
    state.isOver = true;
    const lost = pictures.findIndex(
      (one, index) => (one.serial ?? 0) > (pictures[index - 1]?.serial ?? 1e9) + 1,
    );
    expect(pictures[lost]?.isKeyFrame).toBe(true);
    expect(state.failures).toBe(0);
  });

  it("is gone when it is told to finish, after its last picture", async () => {
    const { run, pictures, state } = start();
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(5), patient);
    state.isOver = true;
    const { pid } = run;
    run.finish();
    expect(run.renditionsInWork).toBe(0);
    await new Promise<void>((resolve) => run.whenDone(resolve));
    expect(pictures).toHaveLength(state.sent);
    expect(() => process.kill(pid ?? 0, 0)).toThrow("ESRCH");
  });
});
