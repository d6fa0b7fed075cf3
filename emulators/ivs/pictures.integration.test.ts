import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsIvs } from "../../lib/providers/aws-ivs";
import type { StreamProvider } from "../../lib/providers/contract";
import type { PlaybackSource } from "../../lib/wire/playback";
import type { StreamAccess } from "../../lib/wire/stream-settings";
import { decode, encoderSettings, hasFfmpeg, runEncoder } from "../../media-server/testing/run-encoder";
import { type Bucket, startBucket } from "../media-plane/bucket";
import type { MediaPlane } from "../media-plane/media-plane";
import { startMediaPlane } from "../media-plane/start-media-plane";
import { type IvsEmulator, LABEL, startIvsEmulator } from "./server";

const WITHIN = { timeout: 15_000, interval: 100 };
const urlOf = ([source]: readonly PlaybackSource[]): string => source?.url ?? "";

describe.skipIf(!hasFfmpeg)("the stand-in of Amazon IVS carries real video", () => {
  let media: MediaPlane;
  let bucket: Bucket;
  let emulator: IvsEmulator;
  let provider: StreamProvider;

  beforeAll(async () => {
    media = await startMediaPlane({ reconnectMs: 0, isRecorded: true, label: LABEL });
    bucket = await startBucket("emulated-recordings");
    emulator = await startIvsEmulator({ media, bucket, perSecond: 1_000 });
    provider = await awsIvs.create(awsIvs.options.parse(emulator.environment()), {
      ...{ fetch, now: Date.now, log: () => {} },
    });
  });
  afterAll(async () => {
    await emulator.stop();
    await bucket.stop();
    await media.stop();
  });

  async function goLive(streamId: string, visibility: "public" | "private") {
    const { ref, ingest } = await provider.createChannel({ streamId, title: "Pictures", visibility });
    const [target] = ingest;
    if (target?.kind !== "rtmp") throw new Error("no RTMPS");
    const address = target.server + target.streamKey;
    const encoder = runEncoder(encoderSettings.lowDelay, address);
    await expect.poll(async () => (await provider.getStatus(ref)).ingest, WITHIN).toBe("active");
    return { ref, address, encoder };
  }

  /** The address of a session's media playlist, once there is a whole segment in it. */
  async function openSession(url: string): Promise<string> {
    const [path = ""] = /^\/v1\/session\/\S+$/m.exec(await (await fetch(url)).text()) ?? [];
    const playlist = new URL(path, url).href;
    await expect.poll(async () => (await fetch(playlist)).text(), WITHIN).toContain("#EXTINF");
    return playlist;
  }

  test("from RTMPS to a playlist, a stop that keeps out, and a recording", { timeout: 60_000 }, async () => {
    const { ref, address, encoder } = await goLive("pictures-0001", "public");
    const url = urlOf(await provider.issuePlayback(ref));
    await openSession(url);
    expect(await decode(url, 2)).toBe("");
    expect((await provider.getStatus(ref)).viewers).toBeGreaterThan(0);

    await provider.stopStream?.(ref, "ended-by-creator");
    await once(encoder.process, "exit");
    const late = runEncoder(encoderSettings.lowDelay, address);
    await once(late.process, "exit");
    expect((await provider.getStatus(ref)).ingest).toBe("inactive");

    const recorded = async () => (await provider.listRecordings?.(ref))?.[0];
    await expect.poll(async () => (await recorded())?.state, WITHIN).toBe("ready");
    const { recordingId: id = "", durationMs = 0 } = (await recorded()) ?? {};
    expect(durationMs).toBeGreaterThan(1_000);
    const wish = { durationMs, hasStoryboard: false };
    const replay = await provider.issueReplay?.({ provider: "aws-ivs", id }, wish);
    expect(await decode(urlOf(replay?.playback ?? []), 1)).toBe("");
    expect((await fetch(replay?.posterUrl ?? "")).headers.get("content-type")).toBe("image/jpeg");
  });

  test("a private channel is for who has a token, until the viewer is turned out", {
    timeout: 60_000,
  }, async () => {
    const { ref, encoder } = await goLive("pictures-0002", "private");
    const now = Date.now();
    const pass = { viewer: "viewer-0001", grant: null, scope: "watch", epoch: 1 } as const;
    const times = { issuedAt: now, expiresAt: now + 60_000 };
    expect((await fetch(urlOf(await provider.issuePlayback(ref)))).status).toBe(403);
    const url = urlOf(await provider.issuePlayback(ref, { ...pass, ...times }));
    const forged = url.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === "A" ? "B" : "A"}${rest}`);
    expect((await fetch(forged)).status, "a token with another signature").toBe(403);
    const playlist = await openSession(url);
    expect(await decode(url, 1)).toBe("");
    const access: StreamAccess = { kind: "token", epoch: 2, revoked: [] };
    const settings = {
      reconnectWindowMs: 0,
      dvrWindowMs: 10_000,
      ladder: [],
      record: false,
      isPreview: false,
    };
    await provider.applySettings?.(ref, { ...settings, access });
    await expect.poll(async () => (await fetch(playlist)).status, WITHIN).toBe(403);
    await encoder.kill();
  });
});
