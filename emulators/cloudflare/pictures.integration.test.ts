import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudflare } from "../../lib/providers/cloudflare";
import type { StreamProvider } from "../../lib/providers/contract";
import type { PlaybackSource } from "../../lib/wire/playback";
import { decode, encoderSettings, hasFfmpeg, runEncoder } from "../../media-server/testing/run-encoder";
import type { MediaPlane } from "../media-plane/media-plane";
import { startMediaPlane } from "../media-plane/start-media-plane";
import { type CloudflareEmulator, LABEL, startCloudflareEmulator } from "./server";

const WITHIN = { timeout: 15_000, interval: 100 };

const urlOf = ([source]: readonly PlaybackSource[]): string => source?.url ?? "";

/** A decoder that knows no parts needs a whole segment. */
const hasSegment = (url: string) =>
  expect
    .poll(async () => (await fetch(new URL("source/media.m3u8", url))).text(), WITHIN)
    .toContain("#EXTINF");

describe.skipIf(!hasFfmpeg)("the stand-in of Cloudflare Stream carries real video", () => {
  let media: MediaPlane;
  let emulator: CloudflareEmulator;
  let provider: StreamProvider;

  beforeAll(async () => {
    media = await startMediaPlane({ reconnectMs: 500, isRecorded: true, label: LABEL });
    emulator = await startCloudflareEmulator({ media });
    provider = await cloudflare.create(cloudflare.options.parse(emulator.environment()), {
      ...{ fetch, now: Date.now, log: () => {} },
    });
  });
  afterAll(async () => {
    await emulator.stop();
    await media.stop();
  });

  test("from RTMPS to a playlist, a picture, a stop that keeps out, and a recording", {
    timeout: 60_000,
  }, async () => {
    const { ref, ingest } = await provider.createChannel({
      ...{ streamId: "pictures-0001", title: "Pictures", visibility: "public" },
    });
    const [target] = ingest;
    if (target?.kind !== "rtmp") throw new Error("no RTMPS");
    const address = target.server + target.streamKey;
    expect(address).toMatch(/^rtmps:\/\/localhost:\d+\/live\//);
    const encoder = runEncoder(encoderSettings.lowDelay, address);
    const status = () => provider.getStatus(ref);
    await expect
      .poll(async () => (await provider.observe?.([ref]))?.[0]?.status?.ingest, WITHIN)
      .toBe("active");
    const url = urlOf(await provider.issuePlayback(ref));
    await hasSegment(url);
    expect(await decode(url, 2)).toBe("");
    expect((await status()).viewers).toBeGreaterThan(0);
    const poster = await provider.issuePoster?.(ref);
    await expect
      .poll(async () => (await fetch(poster ?? "")).headers.get("content-type"), WITHIN)
      .toBe("image/jpeg");

    await provider.stopStream?.(ref, "ended-by-creator");
    await once(encoder.process, "exit");
    const late = runEncoder(encoderSettings.lowDelay, address);
    await once(late.process, "exit");
    await expect.poll(async () => (await provider.listRecordings?.(ref))?.[0]?.state, WITHIN).toBe("ready");
    const [recording] = (await provider.listRecordings?.(ref)) ?? [];
    const replay = await provider.issueReplay?.(
      { provider: "cloudflare", id: recording?.recordingId ?? "" },
      { durationMs: recording?.durationMs ?? 0, hasStoryboard: false },
    );
    expect(await decode(urlOf(replay?.playback ?? []), 1)).toBe("");
  });

  test("a private broadcast is for who has a token, segments included", { timeout: 60_000 }, async () => {
    const { ref, ingest } = await provider.createChannel({
      ...{ streamId: "pictures-0002", title: "Private", visibility: "private" },
    });
    const [target] = ingest;
    if (target?.kind !== "rtmp") throw new Error("no RTMPS");
    const encoder = runEncoder(encoderSettings.lowDelay, target.server + target.streamKey);
    await expect
      .poll(async () => (await provider.observe?.([ref]))?.[0]?.status?.ingest, WITHIN)
      .toBe("active");
    const now = Date.now();
    const pass = { viewer: "viewer-0001", grant: null, scope: "watch", epoch: 1, issuedAt: now } as const;
    const open = urlOf(await provider.issuePlayback(ref));
    const signed = urlOf(await provider.issuePlayback(ref, { ...pass, expiresAt: now + 60_000 }));
    expect((await fetch(open)).status).toBe(401);
    await hasSegment(signed);
    expect(await decode(signed, 1)).toBe("");
    const playlist = await (await fetch(new URL("source/media.m3u8", signed))).text();
    const [segment = ""] = /[\w.-]+\.m4s/.exec(playlist) ?? [];
    const status = async (base: string) => (await fetch(new URL(`source/${segment}`, base))).status;
    expect([await status(signed), await status(open)]).toEqual([200, 401]);
    await encoder.kill();
  });
});
