import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type IvsEmulator, startIvsEmulator } from "../../../emulators/ivs/server";
import type { StreamAccess } from "../../wire/stream-settings";
import type { PlaybackPass, StreamProvider } from "../contract";
import { awsIvs } from "./index";

const wish = { streamId: "stream-0001", title: "Konpa & zouk — live!", visibility: "private" } as const;
let emulator: IvsEmulator;
let provider: StreamProvider;
const connect = (env: Record<string, string> = {}) =>
  awsIvs.create(awsIvs.options.parse({ ...emulator.environment(), ...env }), {
    fetch,
    now: Date.now,
    log: () => {},
  });

beforeEach(async () => {
  emulator = await startIvsEmulator();
  provider = await connect();
});
afterEach(() => emulator.stop());

describe("a channel", () => {
  test("bears the stream's name and our mark, and is for token holders when private", async () => {
    const { ref, ingest } = await provider.createChannel(wish);
    const channel = emulator.account.channels.get(ref.id);
    expect(channel).toMatchObject({ name: "stream-0001", authorized: true, latencyMode: "LOW" });
    expect(channel?.tags.title).toBe("Konpa  zouk  live");
    expect(ingest[0]).toMatchObject({ server: `rtmps://${channel?.ingestEndpoint}:443/app/` });
    expect(await provider.listChannels?.()).toEqual([
      { ref, streamId: "stream-0001", createdAt: expect.any(Number) },
    ]);
  });

  test("is made once, also by another process, and follows the wish", async () => {
    const first = await provider.createChannel(wish);
    const again = await (await connect()).createChannel({ ...wish, visibility: "public" });
    expect(again).toEqual(first);
    expect(emulator.account.channels.size).toBe(1);
    expect(emulator.account.channels.get(first.ref.id)?.authorized).toBe(false);
  });

  test("whose answer was lost is found again", async () => {
    emulator.behave({ loseAnswerTo: "CreateChannel" });
    const { ref } = await provider.createChannel(wish);
    expect([...emulator.account.channels.keys()]).toEqual([ref.id]);
  });

  test("that came without a key is deleted again", async () => {
    emulator.account.forgetsKeys = true;
    await expect(provider.createChannel(wish)).rejects.toMatchObject({ code: "unexpected-response" });
    await vi.waitFor(() => expect(emulator.account.channels.size).toBe(0));
  });

  test("on air is deleted when the service has ended its stream", async () => {
    const { ref } = await provider.createChannel(wish);
    emulator.account.endingMs = 1_000;
    emulator.account.goLive(ref.id);
    await provider.deleteChannel(ref);
    expect(emulator.account.channels.size).toBe(0);
  });
});

describe("on air", () => {
  test("state, health and audience are told; −1 is unknown", async () => {
    const { ref } = await provider.createChannel(wish);
    const stream = emulator.account.goLive(ref.id);
    stream.viewerCount = 7;
    expect(await provider.getStatus(ref)).toMatchObject({ ingest: "active", health: "good", viewers: 7 });
    stream.viewerCount = -1;
    stream.health = "STARVING";
    expect(await provider.getStatus(ref)).toMatchObject({ health: "poor", viewers: null });
    await provider.deleteChannel(ref);
    await expect(provider.getStatus(ref)).rejects.toMatchObject({ code: "not-found" });
  });

  test("stopping takes the key first, and the next channel call brings another", async () => {
    const { ref, ingest } = await provider.createChannel(wish);
    emulator.account.goLive(ref.id);
    emulator.exchanges.length = 0;
    await provider.stopStream?.(ref, "ended-by-creator");
    const done = emulator.exchanges.map((one) => one.operation);
    expect(done).toEqual(["ListStreamKeys", "DeleteStreamKey", "StopStream"]);
    expect(emulator.account.streams.size).toBe(0);
    const next = await provider.createChannel(wish);
    expect(next.ref).toEqual(ref);
    expect(next.ingest).not.toEqual(ingest);
  });

  test("a thousand channels are seen in ten calls within the limit, by all who ask", {
    timeout: 20_000,
  }, async () => {
    const refs = Array.from({ length: 1_000 }, (_, index) => {
      const arn = emulator.account.arn("channel", `c${index}`);
      emulator.account.addChannel(arn);
      emulator.account.goLive(arn);
      return { provider: "aws-ivs", id: arn };
    });
    const [one, other] = await Promise.all([provider.observe?.(refs), provider.observe?.(refs.slice(0, 1))]);
    expect(one?.every((seen) => seen.status?.ingest === "active" && seen.broadcastId && seen.liveSince)).toBe(
      true,
    );
    expect(one).toHaveLength(1_000);
    expect(other).toHaveLength(1);
    // A restart asks for addresses by fifty, so that pages need not by one.
    await vi.waitFor(
      async () => {
        const asked = emulator.exchanges.filter((call) => call.operation === "BatchGetChannel");
        expect(asked).toHaveLength(20);
      },
      { timeout: 10_000 },
    );
    await provider.issuePlayback(refs[500] ?? { provider: "aws-ivs", id: "" });
    expect(emulator.exchanges.some((call) => call.operation === "GetChannel")).toBe(false);
    const looks = emulator.exchanges.filter((call) => call.operation === "ListStreams");
    expect(looks.map((call) => call.status)).toEqual(Array(10).fill(200));
  });

  test("what the encoder sends is told by the service's record of the broadcast, and judged", async () => {
    const { ref } = await provider.createChannel(wish);
    emulator.account.goLive(ref.id, Date.now() - 60_000);
    const seen = async () => (await provider.observe?.([ref]))?.[0]?.status;
    await vi.waitFor(async () => expect((await seen())?.metrics).not.toBeNull(), { timeout: 5_000 });
    expect(await seen()).toMatchObject({
      health: "good",
      issues: [],
      // Rates are the encoder's settings: nobody measures what arrives.
      metrics: { videoCodec: "H.264", videoProfile: "High", width: 1920, audioCodec: "AAC", videoKbps: null },
      facts: { sinceVideoMs: 0, sinceAudioMs: 0 },
    });
    const other = await provider.createChannel({ ...wish, streamId: "stream-0002" });
    emulator.account.goLive(other.ref.id, Date.now() - 60_000).health = "STARVING";
    const session = emulator.account.sessions.at(-1);
    if (session)
      session.ingestConfiguration = {
        video: {
          codec: "hvc1",
          videoWidth: 1920,
          videoHeight: 1080,
          targetFramerate: 30,
          targetBitrate: 12_000_000,
        },
      };
    const status = await provider.getStatus(other.ref);
    expect(status.issues.map(({ code }) => code)).toEqual(["starving", "bitrate-over-limit"]);
    expect(status).toMatchObject({
      health: "poor",
      metrics: { videoCodec: "HEVC" },
      facts: { sinceAudioMs: null },
    });
  });

  test("a deleted channel is told apart from an idle one, without asking for each", async () => {
    const now = vi.fn(Date.now);
    const late = await awsIvs.create(awsIvs.options.parse(emulator.environment()), {
      fetch,
      now,
      log: () => {},
    });
    const { ref: idle } = await late.createChannel(wish);
    const { ref: gone } = await late.createChannel({ ...wish, streamId: "stream-0002" });
    const look = async () =>
      (await late.observe?.([idle, gone]))?.map(({ status }) => status?.ingest ?? null);
    expect(await look()).toEqual(["inactive", "inactive"]);
    emulator.account.channels.delete(gone.id);
    now.mockImplementation(() => Date.now() + 120_000);
    await vi.waitFor(async () => expect(await look()).toEqual(["inactive", null]), { timeout: 5_000 });
    const asked = emulator.exchanges.filter((call) => call.operation === "GetChannel");
    expect(asked.map((call) => JSON.parse(call.body).arn)).toEqual([gone.id]);
  });

  test("whoever is turned out is named to the service by invitation and epoch, once", async () => {
    const { ref } = await provider.createChannel(wish);
    emulator.account.goLive(ref.id);
    const settings = {
      reconnectWindowMs: 0,
      dvrWindowMs: 10_000,
      ladder: [],
      record: true,
      isPreview: false,
    };
    const access: StreamAccess = { kind: "token", epoch: 3, revoked: ["grant-00001"] };
    await provider.applySettings?.(ref, { ...settings, access });
    await provider.applySettings?.(ref, { ...settings, access });
    expect(emulator.account.revocations).toEqual([
      { channelArn: ref.id, viewerId: "uninvited", viewerSessionVersionsLessThanOrEqualTo: 2 },
      { channelArn: ref.id, viewerId: "grant-00001" },
    ]);
    const life = { issuedAt: Date.now(), expiresAt: Date.now() + 60_000 };
    const pass = { viewer: "viewer-0001", grant: null, scope: "watch", epoch: 3, ...life } as const;
    const claimsOf = async (one: PlaybackPass) => {
      const token = new URL((await provider.issuePlayback(ref, one))[0]?.url ?? "").searchParams.get("token");
      return JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString());
    };
    expect(await claimsOf(pass)).toMatchObject({
      "aws:viewer-id": "uninvited",
      "aws:viewer-session-version": 3,
    });
    expect(await claimsOf({ ...pass, grant: "grant-00002" })).toMatchObject({
      "aws:viewer-id": "grant-00002",
    });
    // What needs another channel is refused while it is live.
    await expect(
      provider.applySettings?.(ref, { ...settings, access: { kind: "open" } }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("a text goes into the picture's time, at most 1 KB and five a second for each channel", async () => {
    const { ref } = await provider.createChannel(wish);
    await expect(provider.sendMetadata?.(ref, "early")).rejects.toMatchObject({ code: "not-found" });
    emulator.account.goLive(ref.id);
    await provider.sendMetadata?.(ref, "é".repeat(512));
    for (const text of ["", "é".repeat(513)])
      await expect(provider.sendMetadata?.(ref, text)).rejects.toMatchObject({ code: "invalid-input" });
    expect(emulator.account.metadata).toEqual([{ channelArn: ref.id, metadata: "é".repeat(512) }]);
  });

  test("minutes on air are told; what nobody counts is unknown", async () => {
    const { ref } = await provider.createChannel(wish);
    emulator.account.goLive(ref.id, Date.now() - 60_000);
    const { totals } = (await provider.getUsage(ref)) ?? {};
    expect(totals).toMatchObject({ bytesIn: null, bytesOut: null, viewerMs: null });
    expect(totals.ingestMs).toBeGreaterThanOrEqual(60_000);
  });
});

describe("what goes wrong is said", () => {
  test.each([
    [() => emulator.account.denied.add("ListChannels"), "unauthenticated", /ivs:ListChannels is missing/],
    [() => Object.assign(emulator.account, { isVerified: false }), "misconfigured", /AWS Support/],
    [() => Object.assign(emulator.account, { maxChannels: 0 }), "quota-exceeded", /quota/],
  ])("%#", async (bend, code, message) => {
    bend();
    await expect(provider.createChannel(wish)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("wrong secret, wrong key, and what the test of the connection finds", async () => {
    const wrong = await connect({ AWS_IVS_SECRET_ACCESS_KEY: "wrong-wrong" });
    await expect(wrong.createChannel(wish)).rejects.toMatchObject({ code: "unauthenticated" });
    emulator.account.denied.add("ListStreams");
    const checks = await provider.testConnection?.();
    expect(checks?.map((one) => one.ok)).toEqual([true, false, true]);
    expect(checks?.[1]?.problem).toContain("ivs:ListStreams");
  });

  test("a service in silence holds nobody longer than the deadline", { timeout: 15_000 }, async () => {
    emulator.behave("silent");
    const start = performance.now();
    await expect(provider.createChannel(wish)).rejects.toMatchObject({ code: "timeout" });
    expect(performance.now() - start).toBeLessThan(4_900);
  });

  test("one whose answer comes too late is found by nobody, and deleted behind their back", {
    timeout: 20_000,
  }, async () => {
    emulator.behave({ loseAnswerTo: "CreateChannel" });
    const create = provider.createChannel(wish);
    await vi.waitFor(() => expect(emulator.account.channels.size).toBe(1), { interval: 1 });
    emulator.behave({ delayMs: 1_500 });
    await expect(create).rejects.toMatchObject({ name: "ProviderError" });
    emulator.behave("normal");
    await vi.waitFor(() => expect(emulator.account.channels.size).toBe(0), { timeout: 10_000 });
  });
});
