const MAX_SETS = 8;
const MAX_BYTES = 1_024;
/** Profiles whose record tells chroma format and bit depth as well (ISO 14496-15 §5.3.3.1.2). */
const PLAIN_PROFILES: ReadonlySet<number> = new Set([66, 77, 88]);

/** The SPS and PPS that pictures refer to. Those that come with a picture replace the ones before. */
export class ParameterSets {
  private sps: Buffer[] = [];
  private pps: Buffer[] = [];
  private fresh = { sps: false, pps: false };

  /** A NAL unit with its header. False when it can't be one. */
  add(kind: "sps" | "pps", unit: Buffer): boolean {
    if (unit.length < (kind === "sps" ? 5 : 2) || unit.length > MAX_BYTES) return false;
    if (!this.fresh[kind]) this[kind] = [];
    this.fresh[kind] = true;
    if (this[kind].length >= MAX_SETS) return false;
    if (!this[kind].some((known) => known.equals(unit))) this[kind].push(Buffer.from(unit));
    return true;
  }

  /** The next sets belong to another picture. */
  pictureDone(): void {
    this.fresh = { sps: false, pps: false };
  }

  /**
   * As an AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1); null before both kinds are there. The chroma fields of
   * high profiles are written as 4:2:0 with 8 bits, which is all that WebRTC sends.
   */
  record(): Buffer | null {
    const [first] = this.sps;
    if (!first || this.pps.length === 0) return null;
    const profile = first.readUInt8(1);
    return Buffer.concat([
      Buffer.from([1, profile, first.readUInt8(2), first.readUInt8(3), 0xff, 0xe0 | this.sps.length]),
      ...this.sps.flatMap(withLength),
      Buffer.from([this.pps.length]),
      ...this.pps.flatMap(withLength),
      ...(PLAIN_PROFILES.has(profile) ? [] : [Buffer.from([0xfd, 0xf8, 0xf8, 0])]),
    ]);
  }
}

function withLength(unit: Buffer): Buffer[] {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(unit.length);
  return [length, unit];
}
