import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ByteRange, parseRange } from "./byte-range";

/** Something that can be sent as a whole or in part. */
export interface Sendable {
  readonly type: string;
  readonly size: number;
  /** Strong: the same words, the same bytes. Quotes included. */
  readonly etag: string;
  readonly cacheControl: string;
  /** Names and values in turn. */
  readonly moreHeaders?: readonly string[];
  /** Null when it is gone after all. `range` is never empty. */
  read(range: ByteRange): Promise<Readable | null>;
}

/**
 * Answers a GET or HEAD with ranges and conditions (RFC 9110 §13, §14). Sends at the reader's pace and closes what it
 * reads from when the reader leaves. Resolves with the bytes of body sent; never rejects.
 */
export async function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  what: Sendable,
): Promise<number> {
  const { size, etag } = what;
  const common = [
    "access-control-allow-origin",
    "*",
    "accept-ranges",
    "bytes",
    "etag",
    etag,
    "cache-control",
    what.cacheControl,
    ...(what.moreHeaders ?? []),
  ];
  if (isKnown(request.headers["if-none-match"], etag)) {
    response.writeHead(304, common).end();
    return 0;
  }
  const ifRange = request.headers["if-range"];
  const wished = ifRange === undefined || ifRange === etag ? request.headers.range : undefined;
  const range = parseRange(wished, size);
  if (range === "unsatisfiable") {
    response.writeHead(416, [...common, "content-range", `bytes */${size}`, "content-length", "0"]).end();
    return 0;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers = [...common, "content-type", what.type, "content-length", String(end - start + 1)];
  if (range) headers.push("content-range", `bytes ${start}-${end}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD" || size === 0) {
    response.writeHead(status, headers).end();
    return 0;
  }
  return sendStream(response, status, headers, () => what.read({ start, end }));
}

async function sendStream(
  response: ServerResponse,
  status: number,
  headers: string[],
  open: () => Promise<Readable | null>,
): Promise<number> {
  let sent = 0;
  try {
    const stream = await open();
    if (!stream) {
      sendError(response, 404, "not-found");
      return 0;
    }
    if (response.destroyed) {
      stream.destroy();
      return 0;
    }
    response.writeHead(status, headers);
    stream.on("data", (chunk: Buffer) => {
      sent += chunk.length;
    });
    await pipeline(stream, response);
  } catch {
    // Before the head, the store failed; after it, a connection cut short tells the reader.
    if (!response.headersSent) sendError(response, 503, "unavailable");
    else response.destroy();
  }
  return sent;
}

export function sendError(response: ServerResponse, status: number, error: string): void {
  if (response.destroyed || response.headersSent) return;
  const headers = [
    "access-control-allow-origin",
    "*",
    "content-type",
    "application/json",
    "cache-control",
    "no-store",
  ];
  if (status === 503) headers.push("retry-after", "5");
  response.writeHead(status, headers).end(JSON.stringify({ error }));
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((one) => one.trim().replace(/^W\//, "") === etag || one.trim() === "*");
}
