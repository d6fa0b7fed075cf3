import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type IvsEmulator, startIvsEmulator } from "../../../emulators/ivs/server";
import type { StreamProvider } from "../contract";
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
    expect(await provider.listChannels?.()).toEqual([{ ref, streamId: "stream-0001", createdAt: null }]);
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
    expect(emulator.account.channels.size).toBe(0);
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
    expect(emulator.exchanges.map((call) => call.status)).toEqual(Array(10).fill(200));
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
    expect(performance.now() - start).toBeLessThan(5_500);
  });
});
