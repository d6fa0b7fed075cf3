import type { IncomingMessage } from "node:http";

export interface BodyBounds {
  readonly maxBytes: number;
  readonly deadlineMs: number;
}

export type BodyFailure = { readonly failed: "too-large" | "too-slow" };

/** Reads a request's body as UTF-8, within bounds. Never rejects; a client that left counts as too slow. */
export async function readText(
  request: IncomingMessage,
  bounds: BodyBounds,
): Promise<{ readonly text: string } | BodyFailure> {
  const body = await readBytes(request, bounds);
  return "failed" in body ? body : { text: body.bytes.toString("utf8") };
}

/** The same as it came. */
export function readBytes(
  request: IncomingMessage,
  { maxBytes, deadlineMs }: BodyBounds,
): Promise<{ readonly bytes: Buffer } | BodyFailure> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (result: { bytes: Buffer } | BodyFailure) => {
      clearTimeout(timer);
      request.off("data", take);
      request.pause();
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) finish({ failed: "too-large" });
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => finish({ failed: "too-slow" }), deadlineMs);
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) return finish({ failed: "too-large" });
    request.on("data", take);
    request.once("end", () => finish({ bytes: Buffer.concat(chunks) }));
    request.once("error", () => finish({ failed: "too-slow" }));
    request.once("close", () => finish({ failed: "too-slow" }));
  });
}
