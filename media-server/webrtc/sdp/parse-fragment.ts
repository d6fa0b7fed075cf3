import { SdpError } from "./offer";

/** What a client adds about its way to the server (RFC 8840 §9). */
export interface IceFragment {
  /** Null where the fragment doesn't say. */
  readonly iceUfrag: string | null;
  readonly icePwd: string | null;
  readonly candidateCount: number;
}

const MAX_LINES = 500;

/** Reads an `application/trickle-ice-sdpfrag` body. Throws `SdpError`. */
export function parseFragment(text: string): IceFragment {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== "");
  if (lines.length === 0 || lines.length > MAX_LINES || lines.some((line) => !/^[a-z]=/.test(line)))
    throw new SdpError("malformed-fragment", "The body is not an SDP fragment.");
  const attributeOf = (name: string) =>
    lines
      .find((line) => line.startsWith(`a=${name}:`))
      ?.slice(name.length + 3)
      .trim() ?? null;
  const candidates = lines.filter((line) => line.startsWith("a=candidate:"));
  const isStrange = candidates.some(
    (line) => !/^a=candidate:\S{1,32} \d{1,5} \S{1,8} \d{1,10} \S+ \d{1,5} typ /.test(line),
  );
  if (isStrange) throw new SdpError("malformed-fragment", "A candidate can't be read.");
  return {
    iceUfrag: attributeOf("ice-ufrag"),
    icePwd: attributeOf("ice-pwd"),
    candidateCount: candidates.length,
  };
}
