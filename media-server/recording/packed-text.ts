import { promisify } from "node:util";
import { gzip as gzipWith } from "node:zlib";
import { httpAnswer } from "../packaging/http-answer";
import type { MediaRequest } from "../public-routes";

const compress = promisify(gzipWith);
/** A replay's segments never change; what lists them does when its stream goes on. */
const CACHE = "public, max-age=10";

/** A long recording's list of segments is large: made once for all who come, and small on its way. */
export interface PackedText {
  readonly plain: Buffer;
  readonly gzip: Buffer;
}

export async function packText(text: string): Promise<PackedText> {
  const plain = Buffer.from(text);
  return { plain, gzip: await compress(plain) };
}

/** Answers with a text in the form that the viewer takes. */
export function respondText({ request, respond }: MediaRequest, type: string, text: PackedText): void {
  const headers = ["content-type", type, "vary", "accept-encoding", "cache-control", CACHE];
  const isGzip = /\bgzip\b(?!;q=0)/.test(String(request.headers["accept-encoding"] ?? ""));
  if (isGzip) headers.push("content-encoding", "gzip");
  respond(httpAnswer(200, headers, [isGzip ? text.gzip : text.plain]));
}
