import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer } from "./packaging/http-answer";

/** Answers a plain GET and returns true, now or later; returns false for whatever it leaves to the full server. */
export type FastRoute = (
  url: string,
  acceptEncoding: string | undefined,
  respond: (answer: HttpAnswer) => void,
) => boolean;

/** Takes over a connection, with everything that was read of it but not answered put back. */
export type FullServer = (socket: Socket) => void;

/**
 * One whole request and nothing after it, in plain RFC 9112 words. Anything that would change how the request is
 * read or answered, and anything malformed, is left to Node's own parser, so that there is nothing to smuggle past it.
 */
const PLAIN_GET =
  /^GET (\/[!-~]{0,1023}) HTTP\/1\.1\r\n((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]?[\t -~]*\r\n)+)\r\n$/;
const NEEDS_FULL_SERVER =
  /(?:^|\n)(?:content-length|transfer-encoding|expect|upgrade|range|if-[a-z-]+|trailer|te|connection:(?![ \t]?keep-alive\r))/i;
const HOST = /(?:^|\n)host:/i;
const ACCEPT_ENCODING = /(?:^|\n)accept-encoding:([^\r]*)/i;
/** Answers up to this size are copied behind their head, so that they leave in one write. */
const SMALL_BYTES = 8 * 1024;
const MAX_HEAD_BYTES = 4 * 1024;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
const BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
/** What may be sent ahead of an answer. Players never do; it is only not to be a door to memory. */
const MAX_AHEAD_BYTES = 16 * 1024;

interface Wire {
  /** The second, since 1970, that its Date header tells. */
  readonly second: number;
  /** Head, and body when it is small. */
  readonly start: Buffer;
  readonly rest: readonly Buffer[];
}

const wires = new WeakMap<HttpAnswer, Wire>();

/**
 * Answers the requests that viewers send ten times a second without the cost of a full HTTP server: about half of the
 * CPU time of each. Hands the connection over for good as soon as anything else arrives.
 */
export function serveFast(socket: Socket, route: FastRoute, fullServer: FullServer, idleMs: number): void {
  let isWaiting = false;
  let ahead: Buffer | null = null;
  const handOver = (chunk: Buffer) => {
    socket.removeListener("data", read);
    socket.removeListener("end", hangUp);
    socket.removeListener("timeout", hangUp);
    socket.setTimeout(0);
    fullServer(socket);
    socket.unshift(chunk);
  };
  const respond = (answer: HttpAnswer) => {
    isWaiting = false;
    if (socket.destroyed) return;
    send(socket, answer);
    if (!ahead) return;
    const next = ahead;
    ahead = null;
    // A route may answer while `read` still runs.
    queueMicrotask(() => read(next));
  };
  const read = (chunk: Buffer) => {
    if (isWaiting) {
      ahead = ahead ? Buffer.concat([ahead, chunk]) : chunk;
      if (ahead.length > MAX_AHEAD_BYTES) socket.destroy();
      return;
    }
    if (!startsWithMethod(chunk)) {
      socket.write(BAD_REQUEST);
      return socket.destroySoon();
    }
    const [, url, headers] = readPlainGet(chunk);
    if (
      url === undefined ||
      headers === undefined ||
      !HOST.test(headers) ||
      NEEDS_FULL_SERVER.test(headers)
    ) {
      return handOver(chunk);
    }
    isWaiting = true;
    if (route(url, ACCEPT_ENCODING.exec(headers)?.[1], respond)) return;
    isWaiting = false;
    handOver(chunk);
  };
  const hangUp = () => void socket.destroy();
  socket.setNoDelay(true);
  socket.setTimeout(idleMs);
  socket.on("data", read);
  socket.on("end", hangUp);
  socket.on("timeout", hangUp);
  // The close that follows says all that is to say.
  socket.on("error", () => {});
}

/** Every method begins with a capital letter; what doesn't is no request, and shall cost next to nothing. */
function startsWithMethod(chunk: Buffer): boolean {
  const first = chunk[0] ?? 0;
  return first >= LETTER_A && first <= LETTER_Z;
}

/** Empty when it isn't one. */
function readPlainGet(chunk: Buffer): readonly string[] {
  if (chunk.length > MAX_HEAD_BYTES) return [];
  return PLAIN_GET.exec(chunk.toString("latin1")) ?? [];
}

function send(socket: Socket, answer: HttpAnswer): void {
  const { start, rest } = wireOf(answer);
  if (rest.length === 0) return void socket.write(start);
  socket.cork();
  socket.write(start);
  for (const chunk of rest) socket.write(chunk);
  socket.uncork();
}

function wireOf(answer: HttpAnswer): Wire {
  const second = Math.floor(Date.now() / 1000);
  const known = wires.get(answer);
  if (known?.second === second) return known;
  const head = Buffer.from(headOf(answer, second), "latin1");
  const isSmall = answer.bytes <= SMALL_BYTES;
  const wire = {
    second,
    start: isSmall ? Buffer.concat([head, ...answer.body]) : head,
    rest: isSmall ? [] : answer.body,
  };
  wires.set(answer, wire);
  return wire;
}

function headOf({ status, headers }: HttpAnswer, second: number): string {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  for (let index = 0; index < headers.length; index += 2)
    head += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return `${head}date: ${new Date(second * 1000).toUTCString()}\r\n\r\n`;
}
