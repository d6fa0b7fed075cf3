import type { IncomingMessage } from "node:http";

/** Reads a request's body as UTF-8, within bounds. Never rejects; a client that left counts as too slow. */
export function readText(
  request: IncomingMessage,
  { maxBytes, deadlineMs }: { readonly maxBytes: number; readonly deadlineMs: number },
): Promise<{ readonly text: string } | { readonly failed: "too-large" | "too-slow" }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (result: { text: string } | { failed: "too-large" | "too-slow" }) => {
      clearTimeout(timer);
      request.off("data", take);
      request.pause();
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) finish({ failed: "too-large" });
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => finish({ failed: "too-slow" }), deadlineMs);
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) return finish({ failed: "too-large" });
    request.on("data", take);
    request.once("end", () => finish({ text: Buffer.concat(chunks).toString("utf8") }));
    request.once("error", () => finish({ failed: "too-slow" }));
    request.once("close", () => finish({ failed: "too-slow" }));
  });
}
