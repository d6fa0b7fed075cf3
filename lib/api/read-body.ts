import { AppError } from "../errors";

/** The raw text of a body, read no further than `maxBytes`. Throws `invalid-input` past it or when it is not UTF-8. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new AppError("invalid-input", "body too large", { userMessage: "The body is too large." });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("invalid-input", "body is not UTF-8");
  }
}

/** JSON of at most 64 KB; an empty body is an empty object. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readBody(request, 65_536);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid-input", "not JSON", { userMessage: "The body is not JSON." });
  }
}
