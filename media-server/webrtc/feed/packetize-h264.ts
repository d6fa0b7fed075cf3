const NAL_AUD = 9;
const NAL_END_OF_SEQUENCE = 10;
const NAL_END_OF_STREAM = 11;
const NAL_FILLER = 12;
const NAL_SPS = 7;
const NAL_PPS = 8;
const STAP_A = 24;
const FU_A = 28;
const UNSENT: ReadonlySet<number> = new Set([NAL_AUD, NAL_END_OF_SEQUENCE, NAL_END_OF_STREAM, NAL_FILLER]);

/** What a decoder must know before a key frame. */
export interface ParameterSets {
  readonly sps: readonly Buffer[];
  readonly pps: readonly Buffer[];
}

/** Takes the parameter sets out of an AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1); what is cut off is left out. */
export function readParameterSets(record: Buffer): ParameterSets {
  let at = 5;
  const readAll = (count: number) => {
    const found: Buffer[] = [];
    for (let index = 0; index < count && at + 2 <= record.length; index++) {
      const length = record.readUInt16BE(at);
      const unit = record.subarray(at + 2, at + 2 + length);
      if (length > 0 && unit.length === length) found.push(unit);
      at += 2 + length;
    }
    return found;
  };
  const sps = readAll((record[at++] ?? 0) & 0x1f);
  const pps = readAll(record[at++] ?? 0);
  return { sps, pps };
}

/** Size of the length before each NAL unit, in bytes (ISO 14496-15 §5.3.3.1). */
export function nalLengthBytes(record: Buffer): number {
  return ((record[4] ?? 0xff) & 3) + 1;
}

/** NAL units of one frame as it stands in FLV and MP4; what is cut off is left out. */
export function splitNalUnits(data: Buffer, lengthBytes: number): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at + lengthBytes < data.length; ) {
    const length = data.readUIntBE(at, lengthBytes);
    const unit = data.subarray(at + lengthBytes, at + lengthBytes + length);
    if (length > 0 && unit.length === length) units.push(unit);
    at += lengthBytes + length;
  }
  return units;
}

/**
 * RTP payloads of one frame (RFC 6184, packetization-mode 1), none above `maxBytes`: units that fit go alone, larger
 * ones as FU-A. A key frame begins with its parameter sets in one STAP-A; those within the frame are dropped then.
 */
export function packetizeH264(
  units: readonly Buffer[],
  parameterSets: ParameterSets | null,
  maxBytes: number,
): Buffer[] {
  const payloads = parameterSets ? aggregate([...parameterSets.sps, ...parameterSets.pps], maxBytes) : [];
  for (const unit of units) {
    const type = (unit[0] ?? 0) & 0x1f;
    if (UNSENT.has(type)) continue;
    if (payloads.length > 0 && parameterSets && (type === NAL_SPS || type === NAL_PPS)) continue;
    if (unit.length <= maxBytes) payloads.push(unit);
    else fragment(unit, maxBytes, payloads);
  }
  return payloads;
}

/** STAP-A (RFC 6184 §5.7.1), or the units one by one where they don't fit together. */
function aggregate(units: readonly Buffer[], maxBytes: number): Buffer[] {
  const bytes = units.reduce((sum, unit) => sum + 2 + unit.length, 1);
  if (units.length < 2 || bytes > maxBytes) {
    const payloads: Buffer[] = [];
    for (const unit of units) {
      if (unit.length <= maxBytes) payloads.push(unit);
      else fragment(unit, maxBytes, payloads);
    }
    return payloads;
  }
  const payload = Buffer.allocUnsafe(bytes);
  const importance = Math.max(...units.map((unit) => (unit[0] ?? 0) & 0x60));
  payload[0] = importance | STAP_A;
  let at = 1;
  for (const unit of units) {
    at = payload.writeUInt16BE(unit.length, at);
    at += unit.copy(payload, at);
  }
  return [payload];
}

/** FU-A (RFC 6184 §5.8), in parts of nearly one size. */
function fragment(unit: Buffer, maxBytes: number, payloads: Buffer[]): void {
  const head = unit[0] ?? 0;
  const body = unit.subarray(1);
  const parts = Math.ceil(body.length / (maxBytes - 2));
  const partBytes = Math.ceil(body.length / parts);
  for (let at = 0; at < body.length; at += partBytes) {
    const part = body.subarray(at, at + partBytes);
    const payload = Buffer.allocUnsafe(2 + part.length);
    payload[0] = (head & 0xe0) | FU_A;
    const isLast = at + partBytes >= body.length;
    payload[1] = (at === 0 ? 0x80 : 0) | (isLast ? 0x40 : 0) | (head & 0x1f);
    part.copy(payload, 2);
    payloads.push(payload);
  }
}
