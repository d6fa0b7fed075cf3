import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CloudflareEmulator, startCloudflareEmulator } from "../../../emulators/cloudflare/server";
import type { ChannelRef, PlaybackPass, StreamProvider } from "../contract";
import { cloudflare } from "./index";

const MINUTE = 60_000;
let clock: number;
let emulator: CloudflareEmulator;
let calls: string[];

beforeEach(async () => {
  clock = Date.parse("2026-11-28T12:00:00Z");
  calls = [];
  emulator = await startCloudflareEmulator({ now: () => clock });
});
afterEach(() => emulator.stop());

function connect(env: Record<string, string> = {}): Promise<StreamProvider> {
  const options = cloudflare.options.parse({ ...emulator.environment(), ...env });
  return cloudflare.create(options, {
    fetch: (input, init) => {
      calls.push(`${init?.method} ${new URL(String(input)).pathname.replace(/^.*\/stream(?=\/)/, "")}`);
      return fetch(input, init);
    },
    now: () => clock,
    log: () => {},
  });
}

const wish = { streamId: "stream-0001", title: "Konpa", visibility: "public" } as const;
const pass = (): PlaybackPass => ({
  viewer: "viewer-0001",
  grant: null,
  scope: "watch",
  epoch: 1,
  issuedAt: clock,
  expiresAt: clock + 10 * MINUTE,
});
const inputOf = ({ id }: ChannelRef) => {
  const input = emulator.account.inputs.get(id);
  if (!input) throw new Error("no such input");
  return input;
};

test.each(["rtmps", "whip"])(
  "no address for viewers holds a way to publish or to pull (%s)",
  async (pair) => {
    const provider = await connect({ CLOUDFLARE_PAIR: pair });
    const { ref } = await provider.createChannel(wish);
    emulator.goLive(ref.id);
    const told: unknown[] = [await provider.issuePlayback(ref), await provider.observe?.([ref])];
    told.push(
      await provider.getStatus(ref),
      await provider.listRecordings?.(ref),
      await provider.listChannels?.(),
    );
    if (pair === "rtmps") {
      told.push(await provider.issuePlayback(ref, pass()), await provider.issuePoster?.(ref));
      told.push(await provider.issueReplay?.(ref, { durationMs: 1, hasStoryboard: false }, pass()));
    }
    const answer = await fetch(
      `${emulator.origin}/client/v4/accounts/${emulator.accountId}/stream/live_inputs/${ref.id}`,
      {
        headers: { authorization: `Bearer ${emulator.apiToken}` },
      },
    );
    const { result } = await answer.json();
    const { streamKey, passphrase, webRtc } = inputOf(ref).secrets;
    const secrets = [streamKey, passphrase, webRtc, result.webRTC.url];
    secrets.push(result.rtmpsPlayback.streamKey, result.srtPlayback.streamId, result.srtPlayback.passphrase);
    const text = JSON.stringify(told);
    expect(text).toContain(ref.id);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/webRTC\/publish|rtmps?:|srt:/);
  },
);

test("an input is recorded, marked, kept to its viewers and origins, and made once", async () => {
  const provider = await connect({
    CLOUDFLARE_ALLOWED_ORIGINS: "live.example.org, *.example.org",
    CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS: "30",
  });
  const [one, two] = [
    await provider.createChannel({ ...wish, visibility: "private" }),
    await provider.createChannel({ ...wish, visibility: "private" }),
  ];
  expect(two.ref).toEqual(one.ref);
  expect(emulator.account.inputs.size).toBe(1);
  expect(inputOf(one.ref)).toMatchObject({
    meta: { name: "Konpa", streamId: "stream-0001" },
    preferLowLatency: true,
    deleteRecordingAfterDays: 30,
    recording: {
      mode: "automatic",
      requireSignedURLs: true,
      allowedOrigins: ["live.example.org", "*.example.org"],
      timeoutSeconds: 30,
    },
  });
  expect(await provider.listChannels?.()).toEqual([
    { ref: one.ref, streamId: "stream-0001", createdAt: clock },
  ]);
});

test("after a deletion the same stream gets another input, and again just one", async () => {
  const provider = await connect();
  const first = await provider.createChannel(wish);
  await provider.deleteChannel(first.ref);
  const second = await provider.createChannel(wish);
  expect(second.ref).not.toEqual(first.ref);
  expect((await provider.createChannel(wish)).ref).toEqual(second.ref);
});

test("retention outside of what the vendor takes is refused by its name", () => {
  const parsed = cloudflare.options.safeParse({
    ...emulator.environment(),
    CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS: "7",
  });
  expect(parsed.error?.issues[0]?.path).toEqual(["CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS"]);
});

test("what is private is not made where it can't be kept so", async () => {
  const provider = await connect({ CLOUDFLARE_PAIR: "whip" });
  await expect(provider.createChannel({ ...wish, visibility: "private" })).rejects.toMatchObject({
    code: "unsupported",
  });
  const { ref, warnings } = await provider.createChannel(wish);
  expect(warnings.map(({ feature }) => feature)).toEqual(["recording", "hls", "viewer-count", "private"]);
  await expect(provider.issuePlayback(ref, pass())).rejects.toMatchObject({ code: "unsupported" });
});

test("stop means stop, until the same stream is made ready again", async () => {
  const provider = await connect();
  const { ref } = await provider.createChannel(wish);
  emulator.goLive(ref.id);
  await provider.stopStream?.(ref, "ended-by-creator");
  expect(() => emulator.goLive(ref.id)).toThrow("disabled");
  expect(await provider.getStatus(ref)).toMatchObject({ ingest: "inactive" });
  await provider.createChannel(wish);
  expect(emulator.goLive(ref.id)).not.toBeNull();
});

test("stopping a WebRTC broadcast takes its key", async () => {
  const provider = await connect({ CLOUDFLARE_PAIR: "whip" });
  const { ref } = await provider.createChannel(wish);
  const before = inputOf(ref).secrets.webRtc;
  await provider.stopStream?.(ref, "ended-by-creator");
  expect(inputOf(ref).secrets.webRtc).not.toBe(before);
});

test.each(["string", "object", "null"] as const)("the status is understood as %s", async (shape) => {
  const provider = await connect();
  emulator.account.statusShape = shape;
  const { ref } = await provider.createChannel(wish);
  expect(await provider.getStatus(ref)).toMatchObject({ ingest: "inactive" });
  emulator.goLive(ref.id);
  expect(await provider.getStatus(ref)).toMatchObject({ ingest: shape === "null" ? "inactive" : "active" });
  inputOf(ref).state = "failed_to_connect";
  expect((await provider.getStatus(ref)).ingest).toBe(shape === "null" ? "inactive" : "error");
});

test("many channels are looked at without one call to the API", async () => {
  const provider = await connect();
  const idle = (await provider.createChannel(wish)).ref;
  const live = (await provider.createChannel({ ...wish, streamId: "stream-0002", visibility: "private" }))
    .ref;
  const videoId = emulator.goLive(live.id);
  inputOf(live).viewers = 12;
  const gone = { provider: "cloudflare", id: "f".repeat(32) };
  calls = [];
  const found = new Map((await provider.observe?.([idle, live, gone]))?.map((one) => [one.ref.id, one]));
  expect(found.get(idle.id)).toMatchObject({ status: { ingest: "inactive", viewers: 0 }, broadcastId: null });
  expect(found.get(live.id)).toMatchObject({
    status: { ingest: "active", viewers: 12 },
    broadcastId: videoId,
  });
  expect(found.get(gone.id)).toMatchObject({ status: null });
  expect(calls.filter((call) => call.includes("/client/v4/"))).toEqual([]);
});

test("an idle channel's playlist is empty, and when nobody answers, the look is an outage", async () => {
  const provider = await connect();
  const { ref } = await provider.createChannel(wish);
  const [hls] = await provider.issuePlayback(ref);
  expect((await fetch(hls?.url ?? "")).status).toBe(204);
  emulator.behave("outage");
  await expect(provider.observe?.([ref])).rejects.toMatchObject({ code: "unavailable" });
});

test("settings reach the input whole, and what it is recording", async () => {
  const provider = await connect();
  const { ref } = await provider.createChannel(wish);
  const videoId = emulator.goLive(ref.id) ?? "";
  const settings = { reconnectWindowMs: 45_000, dvrWindowMs: 0, ladder: [], record: true, isPreview: false };
  await provider.applySettings?.(ref, { ...settings, access: { kind: "token", epoch: 1, revoked: [] } });
  expect(inputOf(ref).recording).toMatchObject({
    mode: "automatic",
    requireSignedURLs: true,
    timeoutSeconds: 45,
  });
  expect(emulator.account.videos.get(videoId)?.requireSignedURLs).toBe(true);
});

test("a broadcast becomes a recording, a picture and reported minutes", async () => {
  const provider = await connect();
  const { ref } = await provider.createChannel(wish);
  const videoId = emulator.goLive(ref.id) ?? "";
  expect(await provider.issuePoster?.(ref)).toBe(`${emulator.origin}/${videoId}/thumbnails/thumbnail.jpg`);
  clock += 10 * MINUTE;
  expect(await provider.listRecordings?.(ref)).toMatchObject([
    { recordingId: videoId, state: "recording", durationMs: 10 * MINUTE },
  ]);
  emulator.goIdle(ref.id);
  emulator.finish(videoId);
  expect(await provider.issuePoster?.(ref)).toBeNull();
  expect(await provider.listRecordings?.(ref)).toMatchObject([{ state: "ready", durationMs: 10 * MINUTE }]);
  const video = emulator.account.videos.get(videoId);
  if (video) video.minutesViewed = 90;
  const unknown = { bytesIn: null, bytesOut: null, transcodeMs: null, turnBytes: null };
  const totals = { ...unknown, ingestMs: 10 * MINUTE, viewerMs: 90 * MINUTE };
  const usage = { basis: "reported", totals };
  expect(await provider.getUsage(ref)).toMatchObject(usage);
  emulator.account.permissions.delete("analytics");
  await expect(provider.getUsage(ref)).rejects.toMatchObject({ provider: "cloudflare" });
});

test("an empty prepaid storage is an error of its own; one that is nearly so is a warning", async () => {
  const provider = await connect();
  emulator.account.storage = { used: 950, limit: 1_000 };
  const { warnings } = await provider.createChannel(wish);
  expect(warnings.map(({ feature }) => feature)).toContain("storage");
  emulator.account.storage.used = 1_000;
  clock += 2 * MINUTE;
  await expect(provider.createChannel({ ...wish, streamId: "stream-0002" })).rejects.toMatchObject({
    code: "quota-exceeded",
  });
  expect(emulator.account.inputs.size).toBe(1);
});

test("what is missing is named, and nothing is changed", async () => {
  const provider = await connect();
  expect((await provider.testConnection?.())?.every(({ ok }) => ok)).toBe(true);
  emulator.account.permissions.delete("write");
  emulator.account.permissions.delete("analytics");
  const missing = (await provider.testConnection?.())?.filter(({ ok }) => !ok);
  expect(missing?.map(({ check }) => check)).toEqual(["Stream: Write", "Account Analytics: Read"]);
  expect(missing?.map(({ problem }) => problem).join()).toContain("lacks the permission");
  expect(emulator.account.inputs.size).toBe(0);
});

test("the vendor's block is heeded for as long as it says, and stopping has its reserve before", async () => {
  const provider = await connect();
  const { ref } = await provider.createChannel(wish);
  let answered = 0;
  let refused: unknown[] = [];
  while (refused.length === 0) {
    const batch = await Promise.allSettled(Array.from({ length: 100 }, () => provider.getStatus(ref)));
    answered += batch.filter(({ status }) => status === "fulfilled").length;
    refused = batch.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  }
  expect(answered).toBeGreaterThan(900);
  for (const error of refused) expect(error).toMatchObject({ code: "rate-limited" });
  await provider.stopStream?.(ref, "ended-by-creator");
  expect(inputOf(ref).enabled).toBe(false);
  clock += 5 * MINUTE + 1;
  expect(await provider.getStatus(ref)).toMatchObject({ ingest: "inactive" });
});

test("a service in silence holds nobody longer than the deadline, also with every look before", {
  timeout: 15_000,
}, async () => {
  const provider = await connect();
  emulator.behave("silent");
  const start = performance.now();
  await expect(provider.createChannel(wish)).rejects.toMatchObject({ code: "timeout" });
  expect(performance.now() - start).toBeLessThan(4_900);
});

test("an input whose answer is lost is deleted behind everybody's back", async () => {
  const provider = await cloudflare.create(cloudflare.options.parse(emulator.environment()), {
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const isFirst = init?.method === "POST" && emulator.account.inputs.size === 1 && !lost++;
      if (isFirst) throw new TypeError("fetch failed");
      return response;
    },
    now: () => clock,
    log: () => {},
  });
  let lost = 0;
  await expect(provider.createChannel(wish)).rejects.toMatchObject({ code: "unavailable" });
  await vi.waitFor(() => expect(emulator.account.inputs.size).toBe(0));
});

test("a list that is not whole is said to be so", async () => {
  const told: string[] = [];
  const provider = await cloudflare.create(cloudflare.options.parse(emulator.environment()), {
    fetch: async () =>
      Response.json({ success: true, result: { liveInputs: [{ uid: "a" }], range: 1, total: 1_200 } }),
    now: () => clock,
    log: (_, message) => told.push(message),
  });
  expect(await provider.listChannels?.()).toEqual([]);
  expect(told).toEqual([expect.stringContaining("a part of its live inputs")]);
});

test("minutes are read without the filter where the service does not know it", async () => {
  const provider = await cloudflare.create(cloudflare.options.parse(emulator.environment()), {
    fetch: (input, init) =>
      String(init?.body).includes("uid_in")
        ? Promise.resolve(Response.json({ data: null, errors: [{ message: "unknown arg uid_in" }] }))
        : fetch(input, init),
    now: () => clock,
    log: () => {},
  });
  const { ref } = await provider.createChannel(wish);
  const other = await provider.createChannel({ ...wish, streamId: "stream-0002" });
  for (const [{ id }, minutes] of [
    [ref, 90],
    [other.ref, 7],
  ] as const) {
    const video = emulator.account.videos.get(emulator.goLive(id) ?? "");
    if (video) video.minutesViewed = minutes;
  }
  expect((await provider.getUsage(ref)).totals.viewerMs).toBe(90 * MINUTE);
});
