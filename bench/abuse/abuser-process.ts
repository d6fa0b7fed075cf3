import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { loopbackAddress } from "../load/loopback-address";

/**
 * Does to a media server what strangers do: `abuser-process RTMP_PORT HTTP_PORT`. Prints the name of each act as it
 * begins, and ends when all are over. Comes from many addresses of loopback, so that no cap per address helps.
 */
const [rtmpPort = "0", httpPort = "0"] = process.argv.slice(2);
const HANDSHAKE = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536), Buffer.alloc(1536)]);

const acts: Record<string, () => Promise<void>> = {
  "1,000 idle connections": () => all(1_000, (index) => rtmp(index, []), 8_000),
  "200 × 60 KB garbage after the handshake": () =>
    all(200, (index) => rtmp(index, [HANDSHAKE, randomBytes(60_000)]), 6_000),
  "200 × 60 KB garbage instead of a handshake": () =>
    all(200, (index) => rtmp(index, [randomBytes(60_000)]), 6_000),
  "200 messages that announce 16 MB and bring little": () =>
    all(200, (index) => rtmp(index, [HANDSHAKE, hugeMessage()]), 6_000),
  "500 slow requests": () => all(500, slowRequest, 6_000),
  "200 × 60 KB garbage instead of a request": () =>
    all(200, (index) => open(index, Number(httpPort), [randomBytes(60_000)]), 6_000),
};

for (const [name, act] of Object.entries(acts)) {
  console.log(name);
  await act();
}

/** Opens `count` connections a few at a time and lets go of them after `ms`. */
async function all(count: number, start: (index: number) => Socket, ms: number): Promise<void> {
  const sockets: Socket[] = [];
  for (let index = 0; index < count; index += 1) {
    sockets.push(start(index));
    if (index % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const socket of sockets) socket.destroy();
}

function rtmp(index: number, chunks: readonly Buffer[]): Socket {
  return open(index, Number(rtmpPort), chunks);
}

function open(index: number, port: number, chunks: readonly Buffer[]): Socket {
  const socket = connect({ port, host: "127.0.0.1", localAddress: loopbackAddress(index) });
  socket.on("error", () => undefined);
  socket.on("data", () => undefined);
  for (const chunk of chunks) socket.write(chunk);
  return socket;
}

/** Type 0 chunk headers (RTMP 1.0 §5.3.1.2) on many chunk streams, each of a message of 16 MB less one byte. */
function hugeMessage(): Buffer {
  const chunks: Buffer[] = [];
  for (let stream = 3; stream < 64; stream += 1) {
    chunks.push(Buffer.from([stream, 0, 0, 0, 0xff, 0xff, 0xff, 9, 1, 0, 0, 0]), Buffer.alloc(128, 1));
  }
  return Buffer.concat(chunks);
}

/** A header line every half second, never the last one. */
function slowRequest(index: number): Socket {
  const socket = open(index, Number(httpPort), [Buffer.from("GET / HTTP/1.1\r\nHost: a\r\n")]);
  const timer = setInterval(() => void (socket.writable && socket.write("X-A: b\r\n")), 500);
  socket.once("close", () => clearInterval(timer));
  return socket;
}
