import { describe, expect, it } from "vitest";
import { eventually } from "./testing/eventually";
import { publishAs, RtmpTestClient } from "./testing/rtmp-test-client";
import { avcConfigTag, avcFrameTag } from "./testing/sample-media";
import { GOOD_KEY, permit, STREAM_ID, startTestServer } from "./testing/start-test-server";

const BAD_NAME = "NetStream.Publish.BadName";

describe("authorisation", () => {
  it("refuses a wrong key with BadName, closes, and never logs the key", async () => {
    await using test = await startTestServer();
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    const status = await client.publish("wrong_key_0123456789");
    expect(status).toMatchObject({ level: "error", code: BAD_NAME });
    await client.closed;
    expect(test.sinks).toHaveLength(0);
    expect(test.logged.join("\n")).toContain("publish refused");
    expect(test.logged.join("\n")).not.toContain("wrong_key");
  });

  it("refuses a malformed key without asking", async () => {
    await using test = await startTestServer();
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    expect((await client.publish("short")).code).toBe(BAD_NAME);
    await client.closed;
    expect(test.asked).toHaveLength(0);
  });

  it("lets nothing through before the verdict, and everything after it", async () => {
    let decide: (verdict: typeof permit) => void = () => {};
    await using test = await startTestServer({
      authorize: () =>
        new Promise((resolve) => {
          decide = resolve;
        }),
    });
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    const verdict = client.publish(GOOD_KEY);
    client.sendVideo(0, avcConfigTag());
    client.sendVideo(40, avcFrameTag({ isKeyFrame: true }));
    await eventually(() => expect(test.asked).toHaveLength(1));
    expect(test.sinks).toHaveLength(0);
    decide(permit);
    expect((await verdict).code).toBe("NetStream.Publish.Start");
    await eventually(() => expect(test.sinks[0]?.calls).toEqual(["videoConfig", "video"]));
    await client.drop();
  });

  it("stops reading an impatient encoder while its key is checked", async () => {
    let decide: (verdict: typeof permit) => void = () => {};
    await using test = await startTestServer({
      authorize: () =>
        new Promise((resolve) => {
          decide = resolve;
        }),
    });
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    const verdict = client.publish(GOOD_KEY);
    client.sendVideo(0, avcConfigTag());
    await eventually(() => expect(test.asked).toHaveLength(1));
    for (let i = 0; i < 200; i++) client.sendVideo(i, avcFrameTag({ bytes: 200_000 }));
    // 40 MB do not fit into the kernel's buffers: once nothing moves, the rest must still be on the encoder's side.
    const waiting: number[] = [];
    await eventually(() => {
      waiting.push(client.socket.writableLength);
      expect(new Set(waiting.slice(-20)).size === 1 && waiting.length > 20).toBe(true);
    });
    expect(waiting.at(-1)).toBeGreaterThan(10_000_000);
    decide(permit);
    expect((await verdict).code).toBe("NetStream.Publish.Start");
    await eventually(() => expect(test.sinks[0]?.videoFrames).toHaveLength(200));
    await client.drop();
  }, 30_000);

  it.each([
    ["rejects", () => Promise.reject(new Error("app is down"))],
    ["never answers", () => new Promise<never>(() => {})],
  ])("refuses when the app %s, and does not hold it against the address", async (_name, authorize) => {
    await using test = await startTestServer({
      authorize,
      limits: { authorizeDeadlineMs: 100, maxFailuresPerMinute: 1 },
    });
    for (let i = 0; i < 2; i++) {
      const client = new RtmpTestClient({ port: test.port });
      await client.connect();
      expect((await client.publish(GOOD_KEY)).code).toBe(BAD_NAME);
      await client.closed;
    }
    expect(test.asked).toHaveLength(2);
  });

  it("asks no more after too many wrong keys, until the pause is over", async () => {
    let nowMs = 0;
    await using test = await startTestServer({ now: () => nowMs, limits: { maxFailuresPerMinute: 3 } });
    const attempt = async (key: string) => {
      const client = new RtmpTestClient({ port: test.port });
      await client.connect();
      const status = await client.publish(key);
      await client.drop();
      return status.code;
    };
    for (let i = 0; i < 3; i++) await attempt(`wrong_key_0123456789_${i}`);
    expect(await attempt(GOOD_KEY)).toBe(BAD_NAME);
    expect(test.asked).toHaveLength(3);
    nowMs += 60_001;
    expect(await attempt(GOOD_KEY)).toBe("NetStream.Publish.Start");
  });

  it("lets an encoder that was on air come back, whatever others behind its address tried", async () => {
    await using test = await startTestServer({ now: () => 0, limits: { maxFailuresPerMinute: 3 } });
    const attempt = async (key: string) => {
      const client = new RtmpTestClient({ port: test.port });
      await client.connect();
      const status = await client.publish(key);
      await client.drop();
      return status.code;
    };
    expect(await attempt(GOOD_KEY)).toBe("NetStream.Publish.Start");
    for (let i = 0; i < 3; i++) await attempt(`wrong_key_0123456789_${i}`);
    expect(await attempt("wrong_key_0123456789_9")).toBe(BAD_NAME);
    expect(test.asked).toHaveLength(4);
    expect(await attempt(GOOD_KEY)).toBe("NetStream.Publish.Start");
  });

  it("opens nothing for an encoder that left during the check", async () => {
    let decide: (verdict: typeof permit) => void = () => {};
    await using test = await startTestServer({
      authorize: () =>
        new Promise((resolve) => {
          decide = resolve;
        }),
    });
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    client.publish(GOOD_KEY).catch(() => {});
    await eventually(() => expect(test.asked).toHaveLength(1));
    await client.drop();
    await eventually(() => expect(test.server.connections()).toBe(0));
    decide(permit);
    await new Promise((resolve) => setImmediate(resolve));
    expect(test.publishers).toHaveLength(0);
  });

  it("refuses a second publisher while the first goes on", async () => {
    await using test = await startTestServer();
    const first = await publishAs(GOOD_KEY, { port: test.port });
    const second = new RtmpTestClient({ port: test.port });
    await second.connect();
    expect((await second.publish(GOOD_KEY)).code).toBe(BAD_NAME);
    await second.closed;
    first.sendVideo(0, avcConfigTag());
    await eventually(() => expect(test.sinks[0]?.videoConfigs).toHaveLength(1));
    expect(test.sinks).toHaveLength(1);
    await first.drop();
  });

  it("refuses players", async () => {
    await using test = await startTestServer();
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    client.command("play", 8, null, STREAM_ID);
    await client.closed;
    expect(client.statuses[0]?.code).toBe("NetStream.Play.Failed");
  });
});
