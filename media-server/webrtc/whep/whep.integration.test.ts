import { execFile } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../config";
import { createLog } from "../../log";
import { type MediaServer, startMediaServer } from "../../start-media-server";
import { type FakeApp, startFakeApp } from "../../testing/fake-app";
import { type Encoder, encoderSettings, hasFfmpeg, runEncoder } from "../../testing/run-encoder";
import { permit } from "../../testing/serve-test-streams";
import {
  emptyReport,
  postOffer,
  type ReceivedPacket,
  toByteStream,
  type WhepViewer,
  watchByWhep,
  whepViewer,
} from "../../testing/whep-viewer";

const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const KEY = "key-of-a-creator-0001";
const patient = { timeout: 30_000, interval: 50 };

if (!hasFfmpeg) process.stdout.write("Skipped: WHEP with a real encoder (ffmpeg isn't installed).\n");

let app: FakeApp;
let server: MediaServer;
let whepUrl: string;
const encoders: Encoder[] = [];
const viewers: WhepViewer[] = [];

beforeEach(async () => {
  app = await startFakeApp(MEDIA_SECRET, () => permit);
  const config = readConfig({
    RTMP_PORT: "0",
    MEDIA_HTTP_PORT: "0",
    MEDIA_CONTROL_PORT: "0",
    MEDIA_UDP_PORT: "0",
    DATA_DIR: "/nonexistent",
    MEDIA_SECRET,
    APP_INTERNAL_URL: app.url,
  });
  server = await startMediaServer(config, createLog("silent"));
  whepUrl = `http://127.0.0.1:${server.ports.http}/live/${permit.streamId}/whep`;
});
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.close();
  for (const encoder of encoders.splice(0)) await encoder.kill();
  await server.close(1_000);
  await app.close();
});

function encode(settings: readonly string[]): Encoder {
  const encoder = runEncoder(settings, `rtmp://127.0.0.1:${server.ports.rtmp}/live/${KEY}`);
  encoders.push(encoder);
  return encoder;
}

async function watch() {
  const viewer = await vi.waitFor(() => watchByWhep(whepUrl), patient);
  viewers.push(viewer);
  return viewer;
}

const of = (kind: "video" | "audio", viewer: WhepViewer) => viewer.packets.filter((one) => one.kind === kind);
const framesOf = (viewer: WhepViewer) => of("video", viewer).filter(({ marker }) => marker).length;
const gaps = (packets: readonly ReceivedPacket[]) =>
  packets.slice(1).filter((one, index) => one.sequence !== (((packets[index]?.sequence ?? 0) + 1) & 0xffff));
const steps = (packets: readonly ReceivedPacket[]) =>
  packets.slice(1).map((one, index) => (one.timestamp - (packets[index]?.timestamp ?? 0)) | 0);

/** Decodes a byte stream of H.264. Resolves with the count of frames and what the decoder complained about. */
function decodeVideo(bytes: Buffer): Promise<{ frames: number; complaint: string }> {
  const words = ["-v", "error", "-f", "h264", "-i", "pipe:0", "-f", "framecrc", "-"];
  return new Promise((resolve, reject) => {
    const child = execFile("ffmpeg", words, { timeout: 20_000 }, (error, stdout, stderr) => {
      if (error) reject(error);
      else
        resolve({ frames: stdout.split("\n").filter((line) => /^\d/.test(line)).length, complaint: stderr });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(bytes);
  });
}

describe.skipIf(!hasFfmpeg)("RTMP in, WHEP out", () => {
  it("decodes without a complaint, has sound, and says how the two belong together", async () => {
    encode(encoderSettings.lowDelay);
    const viewer = await watch();
    await vi.waitFor(() => {
      expect(framesOf(viewer)).toBeGreaterThan(45);
      expect(of("audio", viewer).length).toBeGreaterThan(50);
      expect(new Set(viewer.reports.map((report) => report.readUInt32BE(4))).size).toBe(2);
    }, patient);
    for (const kind of ["video", "audio"] as const) expect(gaps(of(kind, viewer))).toEqual([]);
    expect(new Set(steps(of("audio", viewer)))).toEqual(new Set([960]));
    const whole = of("video", viewer);
    const { frames, complaint } = await decodeVideo(toByteStream(whole));
    expect(complaint).toBe("");
    expect(frames).toBeGreaterThanOrEqual(45);
  });

  it("goes on in one numbering when the encoder comes back", async () => {
    const first = encode(encoderSettings.lowDelay);
    const viewer = await watch();
    await vi.waitFor(() => expect(framesOf(viewer)).toBeGreaterThan(10), patient);
    await first.kill();
    const before = framesOf(viewer);
    encode(encoderSettings.lowDelay);
    await vi.waitFor(() => expect(framesOf(viewer)).toBeGreaterThan(before + 30), patient);
    const packets = of("video", viewer);
    expect(gaps(packets)).toEqual([]);
    expect(Math.min(...steps(packets))).toBeGreaterThanOrEqual(0);
    expect(new Set(packets.map(({ ssrc }) => ssrc)).size).toBe(1);
  });

  it("is refused with B-frames, in words that tell why", async () => {
    encode(encoderSettings.bFrames);
    const offer = whepViewer();
    viewers.push(offer);
    await vi.waitFor(async () => {
      const response = await postOffer(whepUrl, offer.offer);
      expect([response.status, (await response.json()).error]).toEqual([406, "b-frames"]);
    }, patient);
  });

  it("is over for whoever falls silent within seconds, and goes on for who reports", async () => {
    encode(encoderSettings.lowDelay);
    const [silent, talking] = [await watch(), await watch()];
    await vi.waitFor(() => {
      for (const viewer of [silent, talking]) expect(framesOf(viewer)).toBeGreaterThan(0);
    }, patient);
    const reporting = setInterval(() => talking.tell("video", emptyReport()), 500);
    const patch = (url: string) =>
      fetch(url, {
        method: "PATCH",
        headers: { "content-type": "application/trickle-ice-sdpfrag", "if-match": "*" },
        body: "a=end-of-candidates\r\n",
      });
    try {
      await vi.waitFor(async () => expect((await patch(silent.resource)).status).toBe(404), patient);
      expect((await patch(talking.resource)).status).toBe(204);
    } finally {
      clearInterval(reporting);
    }
  });
});
