import { parseAvcConfig } from "../../ingest/codecs/avc";
import type { VideoConfig } from "../../media";
import { ParameterSets } from "./parameter-sets";
import type { RtpPacket } from "./parse-rtp";

/** A whole picture (an access unit). */
export interface H264Picture {
  readonly timestamp: number;
  readonly isKeyFrame: boolean;
  /** Length-prefixed NAL units without parameter sets. */
  readonly data: Buffer;
}

export interface H264Output {
  /** Before the first picture and again when it changes. `limitedSupport` as in `AvcConfig`. */
  config(config: VideoConfig, limitedSupport: string | null): void;
  picture(picture: H264Picture): void;
  /** Pictures are being left out until the next key frame. */
  needsKeyFrame(): void;
}

const SLICE_IDR = 5;
const SPS = 7;
const PPS = 8;
const DELIMITER = 9;
const FILLER = 12;
const STAP_A = 24;
const FU_A = 28;
const MAX_PICTURE_BYTES = 4 * 1024 * 1024;
const MAX_UNITS = 1_024;

/** Puts pictures together from RTP (RFC 6184, packetization modes 0 and 1). Shows none that misses something. */
export class H264Assembler {
  private readonly sets = new ParameterSets();
  private record: Buffer | null = null;
  private units: Buffer[] = [];
  private bytes = 0;
  private fragments: Buffer[] | null = null;
  private timestamp: number | null = null;
  private isBroken = false;
  private isWaitingForKey = true;

  constructor(private readonly output: H264Output) {}

  /** Packets in order; `lost`: how many before this one never came. Throws `MediaFormatError` on broken parameter sets. */
  push({ payload, timestamp, marker }: RtpPacket, lost: number): void {
    if (lost > 0) this.break();
    if (payload.length === 0) return;
    if (this.timestamp !== timestamp) this.finish();
    this.timestamp = timestamp;
    // What was lost may have been the start of this picture as well, unless this is visibly its start.
    if (lost > 0) this.isBroken = !startsKeyFrame(payload);
    if (!this.isBroken && !this.unpack(payload)) this.break();
    if (marker) this.finish();
  }

  /** This picture is useless, and those after it refer to it. */
  private break(): void {
    this.isBroken = true;
    if (!this.isWaitingForKey) this.output.needsKeyFrame();
    this.isWaitingForKey = true;
  }

  /** False when the packet can't belong to a whole picture. */
  private unpack(payload: Buffer): boolean {
    const type = typeOf(payload);
    if (type === FU_A) return this.unpackFragment(payload);
    if (this.fragments) return false;
    if (type === STAP_A) return this.unpackAggregate(payload);
    return type >= 1 && type < STAP_A && this.addUnit(payload);
  }

  private unpackAggregate(payload: Buffer): boolean {
    const units = unitsOf(payload);
    return units?.every((unit) => this.addUnit(unit)) ?? false;
  }

  private unpackFragment(payload: Buffer): boolean {
    if (payload.length < 3) return false;
    const header = payload.readUInt8(1);
    const isStart = header >= 0x80;
    if (isStart === (this.fragments !== null)) return false;
    this.fragments ??= [Buffer.from([(payload.readUInt8(0) & 0xe0) | (header & 0x1f)])];
    this.fragments.push(payload.subarray(2));
    this.bytes += payload.length;
    if (this.bytes > MAX_PICTURE_BYTES) return false;
    if ((header & 0x40) === 0) return true;
    const unit = Buffer.concat(this.fragments);
    this.fragments = null;
    return this.addUnit(unit);
  }

  private addUnit(unit: Buffer): boolean {
    const type = typeOf(unit);
    if (type === SPS) return this.sets.add("sps", unit);
    if (type === PPS) return this.sets.add("pps", unit);
    if (type === DELIMITER || type === FILLER) return true;
    this.units.push(unit);
    this.bytes += unit.length;
    return this.units.length <= MAX_UNITS && this.bytes <= MAX_PICTURE_BYTES;
  }

  private finish(): void {
    if (this.fragments) this.break();
    const { units, timestamp, isBroken } = this;
    this.units = [];
    this.bytes = 0;
    this.fragments = null;
    this.isBroken = false;
    this.timestamp = null;
    this.sets.pictureDone();
    if (isBroken || units.length === 0 || timestamp === null) return;
    const isKeyFrame = units.some((unit) => typeOf(unit) === SLICE_IDR);
    if (isKeyFrame && this.announce()) this.isWaitingForKey = false;
    if (!this.isWaitingForKey) this.output.picture({ timestamp, isKeyFrame, data: lengthPrefixed(units) });
  }

  /** False while the parameter sets are not there yet. */
  private announce(): boolean {
    const record = this.sets.record();
    if (!record) return false;
    if (this.record?.equals(record)) return true;
    const { limitedSupport, ...config } = parseAvcConfig(record);
    this.record = record;
    this.output.config(config, limitedSupport);
    return true;
  }
}

/** Whether decoding may begin with this packet: it carries a sequence parameter set. */
export function startsKeyFrame(payload: Buffer): boolean {
  if (payload.length === 0) return false;
  if (typeOf(payload) !== STAP_A) return typeOf(payload) === SPS;
  return unitsOf(payload)?.some((unit) => typeOf(unit) === SPS) ?? false;
}

/** The NAL units of an aggregation packet (RFC 6184 §5.7.1); null when it is cut off. */
function unitsOf(aggregate: Buffer): Buffer[] | null {
  const units: Buffer[] = [];
  for (let at = 1; at < aggregate.length; ) {
    if (at + 2 > aggregate.length) return null;
    const bytes = aggregate.readUInt16BE(at);
    const unit = aggregate.subarray(at + 2, at + 2 + bytes);
    if (bytes === 0 || unit.length < bytes) return null;
    units.push(unit);
    at += 2 + bytes;
  }
  return units;
}

function typeOf(unit: Buffer): number {
  return unit.readUInt8(0) & 0x1f;
}

function lengthPrefixed(units: readonly Buffer[]): Buffer {
  const data = Buffer.allocUnsafe(units.reduce((sum, unit) => sum + 4 + unit.length, 0));
  let at = 0;
  for (const unit of units) {
    at = data.writeUInt32BE(unit.length, at);
    at += unit.copy(data, at);
  }
  return data;
}
