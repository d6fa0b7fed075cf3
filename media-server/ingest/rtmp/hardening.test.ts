import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { streamSettings } from "../../testing/stream-settings";
import { encodeAmf0 } from "./amf0";
import { HANDSHAKE_BLOCK_BYTES } from "./handshake";
import { MessageType } from "./message";
import { eventually } from "./testing/eventually";
import { publishAs, RtmpTestClient } from "./testing/rtmp-test-client";
import { avcConfigTag, avcFrameTag } from "./testing/sample-media";
import { seededBytes } from "./testing/seeded-bytes";
import { GOOD_KEY, startTestServer } from "./testing/start-test-server";

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Also by a reset, which `once` would make a rejection of. */
function closed(socket: Socket): Promise<void> {
  socket.resume();
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });
}

const handshakeBytes = Buffer.concat([Buffer.of(3), Buffer.alloc(2 * HANDSHAKE_BLOCK_BYTES)]);

function chunk(header: string, payload: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(header, "hex"), payload]);
}

function commandChunk(payload: Buffer): Buffer {
  const length = payload.length.toString(16).padStart(6, "0");
  const parts: Buffer[] = [Buffer.from(`03000000${length}1400000000`, "hex")];
  for (let at = 0; at < payload.length; at += 128) {
    if (at > 0) parts.push(Buffer.of(0xc3));
    parts.push(payload.subarray(at, at + 128));
  }
  return Buffer.concat(parts);
}

const ping = chunk("020000000000060400000000", Buffer.of(0, 6, 0, 0, 0, 0));
const connectCommand = commandChunk(encodeAmf0("connect", 1, { app: "live" }));

describe("garbage closes its own connection and nothing else", () => {
  it.each<[string, Buffer, string]>([
    ["text", Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "bad-handshake"],
    ["an encrypted handshake", Buffer.of(6, 0, 0), "bad-handshake"],
    ["a 5 MB message", chunk("030000004c4b401400000000"), "message-too-large"],
    ["a message over the limit before publish", chunk("030000000100011400000000"), "message-too-large"],
    ["fmt 3 without predecessor", chunk("c3"), "bad-chunk-header"],
    ["fmt 2 without predecessor", chunk("83000000"), "bad-chunk-header"],
    [
      "fmt 0 inside a message",
      chunk("030000000001001400000000", Buffer.concat([Buffer.alloc(128), Buffer.of(3)])),
      "bad-chunk-header",
    ],
    ["chunk size 0", chunk("020000000000040100000000", Buffer.alloc(4)), "bad-chunk-size"],
    ["a negative chunk size", chunk("020000000000040100000000", Buffer.alloc(4, 0xff)), "bad-chunk-size"],
    ["an empty chunk size", chunk("020000000000000100000000"), "bad-chunk-size"],
    ["a short abort", chunk("020000000000010200000000", Buffer.of(0)), "bad-control-message"],
    ["a short window ack size", chunk("020000000000020500000000", Buffer.alloc(2)), "bad-control-message"],
    ["a short user control", chunk("020000000000010400000000", Buffer.of(0)), "bad-control-message"],
    ["an unknown AMF marker", commandChunk(Buffer.of(0x42)), "bad-amf"],
    ["AMF cut off", commandChunk(Buffer.of(2, 0xff, 0xff, 65)), "amf-too-large"],
    ["deep AMF", commandChunk(Buffer.alloc(6000, Buffer.of(0x0a, 0, 0, 0, 1))), "amf-too-deep"],
    ["an array of 4 billion", commandChunk(Buffer.of(0x0a, 0xff, 0xff, 0xff, 0xff)), "amf-too-large"],
    ["an empty command", commandChunk(Buffer.alloc(0)), "bad-command"],
    ["a number for a name", commandChunk(encodeAmf0(5)), "bad-command"],
    ["createStream before connect", commandChunk(encodeAmf0("createStream", 2, null)), "bad-command"],
    ["300 pings", Buffer.alloc(18 * 300, ping), "too-many-messages"],
    ["connect twice", Buffer.concat([connectCommand, connectCommand]), "bad-command"],
    ["video before publish", chunk("060000000000010901000000", Buffer.of(0x17)), "media-before-publish"],
  ])("%s", async (_name, bytes, violation) => {
    await using test = await startTestServer();
    const socket = await open(test.port);
    socket.resume();
    const isHandshake = violation === "bad-handshake";
    socket.write(isHandshake ? bytes : Buffer.concat([handshakeBytes, bytes]));
    await closed(socket);
    await eventually(() => expect(test.logged.join("\n")).toContain(`"reason":"${violation}`));
    await eventually(() => expect(test.server.connections()).toBe(0));
  });

  it("refuses a seventeenth chunk stream", async () => {
    await using test = await startTestServer();
    const client = new RtmpTestClient({ port: test.port });
    await client.connect();
    for (let id = 4; id < 30; id++) {
      client.send({ type: MessageType.data, messageStreamId: 0, timestampMs: 0, payload: Buffer.of(5) }, id);
    }
    await client.closed;
    expect(test.logged.join("\n")).toContain("too-many-chunk-streams");
  });

  it("bounds unfinished messages together", async () => {
    await using test = await startTestServer({ limits: { maxPartialBytesBeforePublish: 100_000 } });
    const socket = await open(test.port);
    socket.resume();
    socket.write(handshakeBytes);
    // A chunk size of 60,000 and then first chunks of messages of 65,000 bytes.
    socket.write(chunk("0200000000000401000000000000ea60"));
    for (let id = 4; id < 10; id++) {
      socket.write(chunk(`0${id}00000000fde81200000000`, Buffer.alloc(60_000)));
    }
    await closed(socket);
    expect(test.logged.join("\n")).toContain("too-much-buffered");
  });

  it("lets a publisher send broken media only to its own end", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.sendVideo(0, avcConfigTag(Buffer.of(1, 2, 3)));
    await client.closed;
    expect(test.sinks[0]?.closeCauses).toEqual(["protocol-error"]);
  });

  it("cuts off a peer that does not read its answers", async () => {
    await using test = await startTestServer();
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.socket.pause();
    const pings = Buffer.alloc(18 * 3000, ping);
    const asking = setInterval(() => client.socket.writableLength < 1_000_000 && client.write(pings), 1);
    await eventually(() => expect(test.logged.join("\n")).toContain("answers-not-read"));
    clearInterval(asking);
    await client.drop();
  }, 30_000);
});

describe("timeouts and caps", () => {
  it("closes whoever does not publish in time, however busy", async () => {
    await using test = await startTestServer({ limits: { publishDeadlineMs: 800 } });
    const silent = await open(test.port);
    const half = await open(test.port);
    half.write(handshakeBytes.subarray(0, 1000));
    const connected = new RtmpTestClient({ port: test.port });
    await connected.connect();
    const asking = setInterval(() => connected.command("_checkbw", 9, null), 20);
    await Promise.all([closed(silent), closed(half), connected.closed]);
    clearInterval(asking);
    expect(test.logged.filter((line) => line.includes('"cause":"timed-out"'))).toHaveLength(3);
  });

  it("does not count the app's time against the encoder", async () => {
    await using test = await startTestServer({
      limits: { publishDeadlineMs: 1000 },
      authorize: (request) =>
        new Promise((resolve) =>
          setTimeout(resolve, 1300, {
            allowed: true,
            streamId: request.streamKey,
            settings: streamSettings(),
          }),
        ),
    });
    const client = await publishAs(GOOD_KEY, { port: test.port });
    await client.drop();
  });

  it("caps connections per address and frees their places", async () => {
    await using test = await startTestServer({ limits: { maxConnectionsPerAddress: 2 } });
    const [first] = [await open(test.port), await open(test.port)];
    await eventually(() => expect(test.server.connections()).toBe(2));
    const third = await open(test.port);
    await closed(third);
    first?.destroy();
    await eventually(() => expect(test.server.connections()).toBe(1));
    const client = await publishAs(GOOD_KEY, { port: test.port });
    await client.drop();
  });

  it("caps connections in all", async () => {
    await using test = await startTestServer({ limits: { maxConnections: 1 } });
    await open(test.port);
    await eventually(() => expect(test.server.connections()).toBe(1));
    await closed(await open(test.port));
    await eventually(() => expect(test.server.connections()).toBe(1));
  });
});

describe("a publisher on air notices nothing", () => {
  it("of 1,000 idle connections, which all end", async () => {
    await using test = await startTestServer({
      limits: { publishDeadlineMs: 1500, maxConnectionsPerAddress: 2000 },
    });
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.sendVideo(0, avcConfigTag());
    let sent = 0;
    const sending = setInterval(() => {
      sent += 1;
      client.sendVideo(sent * 20, avcFrameTag());
    }, 20);
    await Promise.all(Array.from({ length: 1000 }, async () => closed(await open(test.port))));
    clearInterval(sending);
    expect(test.logged.filter((line) => line.includes('"cause":"timed-out"'))).toHaveLength(1000);
    await eventually(() => expect(test.sinks[0]?.videoFrames).toHaveLength(sent));
    expect(test.sinks[0]?.closeCauses).toEqual([]);
    await eventually(() => expect(test.server.connections()).toBe(1));
    await client.drop();
  }, 30_000);

  it("of 200 connections with 60 KB of garbage each; memory returns", async () => {
    await using test = await startTestServer({ limits: { maxConnectionsPerAddress: 2000 } });
    const client = await publishAs(GOOD_KEY, { port: test.port });
    client.sendVideo(0, avcConfigTag());
    const garbage = Array.from({ length: 200 }, (_, i) => seededBytes(i, 60_000));
    const sockets = await Promise.all(garbage.map(() => open(test.port)));
    const before = process.memoryUsage();
    for (const [i, socket] of sockets.entries()) {
      socket.resume();
      socket.write(handshakeBytes);
      socket.write(garbage[i] ?? "");
    }
    await eventually(() => expect(test.server.connections()).toBe(1));
    client.sendVideo(40, avcFrameTag({ isKeyFrame: true }));
    await eventually(() => expect(test.sinks[0]?.videoFrames).toHaveLength(1));
    const after = process.memoryUsage();
    // The senders live in this process too, so the bound is wide.
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(40_000_000);
    await client.drop();
  }, 30_000);
});
