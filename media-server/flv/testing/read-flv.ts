export interface ReadTag {
  readonly type: "audio" | "video" | "script";
  readonly atMs: number;
  readonly body: Buffer;
  /** Of a picture: decoding and showing time, and whether one can begin with it; null for anything else. */
  readonly picture: { readonly ptsMs: number; readonly isKeyFrame: boolean } | null;
  readonly isSetup: boolean;
}

export interface ReadFlv {
  /** The flags of the file header: 1 video, 4 audio; null when it isn't there. */
  readonly flags: number | null;
  readonly tags: ReadTag[];
}

/** The whole tags of FLV bytes. Throws when sizes don't add up. */
export function readFlv(bytes: Buffer): ReadFlv {
  const hasHeader = bytes.toString("latin1", 0, 3) === "FLV";
  const tags: ReadTag[] = [];
  let at = hasHeader ? 13 : 0;
  while (at + 11 <= bytes.length) {
    const size = bytes.readUIntBE(at + 1, 3);
    const end = at + 11 + size;
    if (end + 4 > bytes.length) break;
    if (bytes.readUInt32BE(end) !== size + 11) throw new Error(`The tag at ${at} doesn't end as it says.`);
    tags.push(readTag(bytes.subarray(at, end)));
    at = end + 4;
  }
  return { flags: hasHeader ? bytes.readUInt8(4) : null, tags };
}

function readTag(tag: Buffer): ReadTag {
  const type = tag[0] === 8 ? "audio" : tag[0] === 9 ? "video" : "script";
  const atMs = tag.readUInt8(7) * 2 ** 24 + tag.readUIntBE(4, 3);
  const body = tag.subarray(11);
  const isSetup = type !== "script" && body[1] === 0;
  const picture =
    type === "video" && !isSetup
      ? { ptsMs: atMs + body.readIntBE(2, 3), isKeyFrame: (body[0] ?? 0) >> 4 === 1 }
      : null;
  return { type, atMs, body, picture, isSetup };
}
