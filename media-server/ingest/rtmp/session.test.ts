import { describe, expect, it } from "vitest";
import { MessageType } from "./message";
import { eventually } from "./testing/eventually";
import { publishAs, RtmpTestClient } from "./testing/rtmp-test-client";
import { aacConfigTag, aacFrameTag, avcConfigTag, avcFrameTag, avcRecords } from "./testing/sample-media";
import { GOOD_KEY, startTestServer } from "./testing/start-test-server";

describe("publishing", () => {
  it("hands configs and frames to the sink in the encoder's order and time", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.sendVideo(0, avcConfigTag());
    client.sendAudio(0, aacConfigTag());
    client.sendVideo(40, avcFrameTag({ isKeyFrame: true, compositionOffsetMs: 80, bytes: 9000 }));
    client.sendAudio(46, aacFrameTag());
    client.sendVideo(80, avcFrameTag({ compositionOffsetMs: -40 }));
    await eventually(() => expect(test.sinks[0]?.videoFrames).toHaveLength(2));
    const [sink] = test.sinks;
    expect(sink?.calls).toEqual(["videoConfig", "audioConfig", "video", "audio", "video"]);
    expect(sink?.videoConfigs[0]).toEqual({
      codec: "h264",
      codecString: "avc1.64001f",
      width: 1280,
      height: 720,
      decoderConfig: avcRecords.high1280x720,
    });
    expect(sink?.audioConfigs[0]).toMatchObject({
      codecString: "mp4a.40.2",
      sampleRate: 44_100,
      channels: 2,
    });
    expect(sink?.videoFrames[0]).toMatchObject({ dtsMs: 40, compositionOffsetMs: 80, isKeyFrame: true });
    expect(sink?.videoFrames[0]?.data).toHaveLength(9004);
    expect(sink?.videoFrames[1]).toMatchObject({ dtsMs: 80, compositionOffsetMs: -40, isKeyFrame: false });
    expect(sink?.audioFrames[0]?.ptsMs).toBe(46);
    expect(test.asked).toEqual([{ streamKey: GOOD_KEY, address: "127.0.0.1", protocol: "rtmp" }]);
    await client.drop();
  });

  it.each([
    ["live", `${GOOD_KEY}?user=1`],
    ["live/", `/${GOOD_KEY}/`],
    [`live/${GOOD_KEY}`, ""],
    ["anything", GOOD_KEY],
    ["live?x=1", `a/${GOOD_KEY}`],
  ])("finds the key in app %j and name %j", async (app, name) => {
    await using test = await startTestServer();
    const client = await publishAs(name, { port: test.port, app });
    expect(test.asked[0]?.streamKey).toBe(GOOD_KEY);
    await client.drop();
  });

  it("understands an encoder whose bytes come one by one", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, {
      port: test.port,
      chunkBytes: 7,
      write: (socket, bytes) => {
        for (const byte of bytes) socket.write(Buffer.of(byte));
      },
    });
    client.sendVideo(0, avcConfigTag());
    client.sendVideo(0x1000000, avcFrameTag({ isKeyFrame: true, bytes: 300 }));
    await eventually(() => expect(test.sinks[0]?.videoFrames[0]?.dtsMs).toBe(0x1000000));
    expect(test.sinks[0]?.videoFrames[0]?.data).toHaveLength(304);
    await client.drop();
  });

  it("acknowledges bytes by the encoder's window and answers its pings", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    const window = Buffer.alloc(4);
    window.writeUInt32BE(100_000, 0);
    client.send({ type: MessageType.windowAckSize, messageStreamId: 0, timestampMs: 0, payload: window }, 2);
    const ping = Buffer.of(0, 6, 1, 2, 3, 4);
    client.send({ type: MessageType.userControl, messageStreamId: 0, timestampMs: 0, payload: ping }, 2);
    client.sendVideo(0, avcFrameTag({ bytes: 120_000 }));
    const typesReceived = () => client.received.map((message) => message.type);
    await eventually(() => expect(typesReceived()).toContain(MessageType.acknowledgement));
    const pong = client.received.find((message) => message.type === MessageType.userControl);
    expect(pong?.payload).toEqual(Buffer.of(0, 7, 1, 2, 3, 4));
    await client.drop();
  });
});

describe("the end", () => {
  it("says `unpublished` when the encoder stops, and answers it", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.unpublish(GOOD_KEY);
    await client.closed;
    expect(test.sinks[0]?.closeCauses).toEqual(["unpublished"]);
    expect(client.statuses.at(-1)?.code).toBe("NetStream.Unpublish.Success");
  });

  it("says `connection-closed` when the connection drops", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    await client.drop();
    await eventually(() => expect(test.sinks[0]?.closeCauses).toEqual(["connection-closed"]));
  });

  it("says `timed-out` when a publisher falls silent, but not while bytes come", async () => {
    await using test = await startTestServer({ limits: { idleMs: 1000 } });
    const client = await publishAs(GOOD_KEY, { port: test.port });
    const startedAt = performance.now();
    for (let i = 0; i < 8; i++) {
      client.sendAudio(i, aacFrameTag());
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(test.sinks[0]?.closeCauses).toEqual([]);
    await client.closed;
    expect(test.sinks[0]?.closeCauses).toEqual(["timed-out"]);
    expect(performance.now() - startedAt).toBeGreaterThan(2400);
  }, 15_000);

  it("disconnects with the stream's own cause, once", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    test.publishers[0]?.disconnect("key-rotated");
    test.publishers[0]?.disconnect("again");
    await client.closed;
    expect(client.statuses.at(-1)?.code).toBe("NetStream.Unpublish.Success");
    expect(test.sinks[0]?.closeCauses).toEqual(["key-rotated"]);
    expect(test.logged.filter((line) => line.startsWith("publisher gone"))).toHaveLength(1);
    expect(test.logged.filter((line) => line.startsWith("connection closed"))).toHaveLength(0);
  });

  it("closes publishers with `server-shutdown` and settles when all sockets are gone", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    const waiting = new RtmpTestClient({ port: test.port });
    await waiting.handshake();
    await Promise.all([test.server.close(), test.server.close()]);
    expect(test.server.connections()).toBe(0);
    expect(test.sinks[0]?.closeCauses).toEqual(["server-shutdown"]);
    await Promise.all([client.closed, waiting.closed]);
  });

  it("survives a sink that throws", async () => {
    await using test = await startTestServer({
      openSink: () => ({
        videoConfig: () => {
          throw new Error("broken sink");
        },
        audioConfig() {},
        video() {},
        audio() {},
        unsupported() {},
        close: () => {
          throw new Error("broken close");
        },
      }),
    });
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.sendVideo(0, avcConfigTag());
    await client.closed;
    expect(test.logged.join("\n")).toContain('"cause":"internal-error"');
  });
});
