/** The part of an enhanced audio or video tag header that both share (Enhanced RTMP v2, "ExVideoTagHeader"). */
export interface EnhancedHeader {
  /** 0 sequence start, 1 coded frames, 2 sequence end, 3 coded frames without composition time; others as sent. */
  readonly packetType: number | "multitrack";
  readonly fourCc: string;
  readonly body: Buffer;
}

/** Differs between the two kinds of tag. */
export interface EnhancedPacketTypes {
  readonly multitrack: number;
  readonly modifier: number;
}

const VIDEO: EnhancedPacketTypes = { multitrack: 6, modifier: 7 };

/** Null when the body is too short. Modifiers (such as nanosecond offsets) are read past. */
export function parseEnhancedHeader(tag: Buffer, types: EnhancedPacketTypes = VIDEO): EnhancedHeader | null {
  let packetType = (tag[0] ?? 0) & 0x0f;
  let at = 1;
  while (packetType === types.modifier) {
    const short = tag[at];
    if (short === undefined) return null;
    at += 1;
    let size = short + 1;
    if (size === 256) {
      if (tag.length < at + 2) return null;
      size = tag.readUInt16BE(at) + 1;
      at += 2;
    }
    const next = tag[at + size];
    if (next === undefined) return null;
    packetType = next & 0x0f;
    at += size + 1;
  }
  if (packetType === types.multitrack)
    return { packetType: "multitrack", fourCc: "", body: tag.subarray(at) };
  if (tag.length < at + 4) return null;
  return { packetType, fourCc: tag.toString("latin1", at, at + 4), body: tag.subarray(at + 4) };
}
