/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * What of `size` bytes a Range header asks for (RFC 9110 §14.1.2): null is all of it, also for units other than bytes.
 * Several ranges at once are refused like one that lies outside: nobody who plays needs them.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null | "unsatisfiable" {
  if (header === undefined || !header.startsWith("bytes=")) return null;
  const match = ONE_RANGE.exec(header.replace(/\s/g, ""));
  if (!match || (match[1] === "" && match[2] === "")) return "unsatisfiable";
  const [, first = "", last = ""] = match;
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count === 0 ? "unsatisfiable" : { start: size - count, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || end < start ? "unsatisfiable" : { start, end };
}
