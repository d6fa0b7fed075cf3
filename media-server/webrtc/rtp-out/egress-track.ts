import { type FeedPacket, HEADER_BYTES } from "../feed/feed-packet";

/** What was agreed with one viewer about one track. */
export interface AgreedTrack {
  readonly mid: string;
  readonly payloadType: number;
  /** Null: lost packets are sent again as they were. */
  readonly rtxPayloadType: number | null;
  /** Header extensions by their ids; 0 where the viewer doesn't know one. */
  readonly absSendTimeId: number;
  readonly playoutDelayId: number;
}

export interface EgressDeps {
  readonly ssrc: number;
  readonly rtxSsrc: number;
  /** Encrypts and sends before it returns. */
  readonly transmit: (packet: Buffer) => boolean;
}

/** Packets that a viewer may ask for again; a power of two that divides 2^16. */
const REMEMBERED = 1_024;
const MAX_PACKET_BYTES = 2_048;
/** The same packet isn't repeated within less than about a round trip. */
const MIN_REPEAT_MS = 15;
/** A viewer who asks for everything gets no more than so much at once. */
const REPAIR_BURST_BYTES = 60_000;
const FIRST_REPAIR_BPS = 1_000_000;

/** One track on its way to one viewer: headers in the viewer's own numbering, without gaps of our making, and repairs. */
export class EgressTrack {
  packets = 0;
  /** Of payload. */
  bytes = 0;
  /** What repairs may take of the line: on a full one they would displace what is new. */
  repairBps = FIRST_REPAIR_BPS;
  /** Round trip as the viewer's reports tell, in ms; 0 while unknown. */
  roundTripMs = 0;
  /** Highest number used, unbounded. */
  private last = 0;
  private lastTimestamp = 0;
  /** From the feed's numbering to the viewer's, for packets from `runFrom` on. */
  private shift = 0;
  private runFrom = Number.POSITIVE_INFINITY;
  private frame = { feed: -1, ours: 0 };
  private readonly feedSequences = new Float64Array(REMEMBERED).fill(-1);
  private readonly sequences = new Float64Array(REMEMBERED).fill(-1);
  private readonly timestamps = new Uint32Array(REMEMBERED);
  private readonly repeatedAt = new Float64Array(REMEMBERED);
  private rtxSequence = 0;
  private repairBudget = REPAIR_BURST_BYTES;
  private budgetAt = 0;

  constructor(
    readonly agreed: AgreedTrack,
    private readonly deps: EgressDeps,
  ) {}

  /** The feed's packets from this one on follow what was sent last, whatever was left out between. */
  beginAt(feedSequence: number): void {
    this.shift = this.last + 1 - feedSequence;
    this.runFrom = feedSequence;
  }

  /** `timestamp` replaces the packet's own; within a frame the first one counts. */
  send(packet: FeedPacket, timestamp: number, nowMs: number): void {
    if (packet.sequence < this.runFrom) return;
    const sequence = packet.sequence + this.shift;
    const stamp = this.stampOf(packet, timestamp);
    const { wire } = packet;
    this.writeHeader(wire, this.agreed.payloadType, sequence, stamp, packet.marker, nowMs);
    writeSsrc(wire, this.deps.ssrc);
    const slot = sequence & (REMEMBERED - 1);
    this.sequences[slot] = sequence;
    this.feedSequences[slot] = packet.sequence;
    this.timestamps[slot] = stamp;
    this.repeatedAt[slot] = 0;
    if (sequence > this.last) this.last = sequence;
    this.packets += 1;
    this.bytes += wire.length - HEADER_BYTES;
    this.deps.transmit(wire);
  }

  /** Sends again what the viewer misses, as far as it is still held. `sequences` of 16 bits. */
  repeat(
    sequences: readonly number[],
    find: (feedSequence: number) => FeedPacket | undefined,
    nowMs: number,
  ): void {
    this.refill(nowMs);
    const pauseMs = Math.max(MIN_REPEAT_MS, this.roundTripMs * 0.8);
    for (const asked of sequences) {
      const slot = asked & (REMEMBERED - 1);
      const sequence = this.sequences[slot] ?? -1;
      if ((sequence & 0xffff) !== asked || sequence < 0) continue;
      if (nowMs - (this.repeatedAt[slot] ?? 0) < pauseMs) continue;
      const packet = find(this.feedSequences[slot] ?? -1);
      if (!packet || this.repairBudget < packet.wire.length) continue;
      this.repairBudget -= packet.wire.length;
      this.repeatedAt[slot] = nowMs;
      this.repair(packet, sequence, this.timestamps[slot] ?? 0, nowMs);
    }
  }

  private repair(packet: FeedPacket, sequence: number, timestamp: number, nowMs: number): void {
    const { rtxPayloadType, payloadType } = this.agreed;
    const { wire, marker } = packet;
    if (rtxPayloadType === null) {
      this.writeHeader(wire, payloadType, sequence, timestamp, marker, nowMs);
      writeSsrc(wire, this.deps.ssrc);
      this.deps.transmit(wire);
      return;
    }
    // RFC 4588 §4: its own numbering; the original's number stands before the payload.
    if (wire.length + 2 > MAX_PACKET_BYTES) return;
    this.rtxSequence = (this.rtxSequence + 1) & 0xffff;
    this.writeHeader(repairRoom, rtxPayloadType, this.rtxSequence, timestamp, marker, nowMs);
    writeSsrc(repairRoom, this.deps.rtxSsrc);
    repairRoom.writeUInt16BE(sequence & 0xffff, HEADER_BYTES);
    const end = wire.copy(repairRoom, HEADER_BYTES + 2, HEADER_BYTES) + HEADER_BYTES + 2;
    this.deps.transmit(repairRoom.subarray(0, end));
  }

  /** Timestamps of a viewer's frames only ever grow, also where what was sent earlier gives way to what comes live. */
  private stampOf(packet: FeedPacket, wished: number): number {
    if (packet.timestamp === this.frame.feed) return this.frame.ours;
    const isNewest = packet.sequence + this.shift > this.last;
    if (!isNewest) return packet.timestamp;
    const isBehind = this.packets > 0 && ((wished - this.lastTimestamp) | 0) <= 0;
    const ours = isBehind ? (this.lastTimestamp + 1) >>> 0 : wished;
    this.lastTimestamp = ours;
    this.frame = { feed: packet.timestamp, ours };
    return ours;
  }

  private refill(nowMs: number): void {
    const earned = ((nowMs - this.budgetAt) * this.repairBps) / 8_000;
    this.repairBudget = Math.min(REPAIR_BURST_BYTES, this.repairBudget + earned);
    this.budgetAt = nowMs;
  }

  /**
   * RFC 3550 §5.1 with one block of one-byte extensions (RFC 8285 §4.2): abs-send-time and playout-delay. Elements that
   * the viewer doesn't know are padding, so that every viewer's payload begins at the same byte.
   */
  private writeHeader(
    wire: Buffer,
    payloadType: number,
    sequence: number,
    timestamp: number,
    marker: boolean,
    nowMs: number,
  ): void {
    const { absSendTimeId, playoutDelayId } = this.agreed;
    wire[0] = 0x90;
    wire[1] = (marker ? 0x80 : 0) | payloadType;
    wire[2] = (sequence >> 8) & 0xff;
    wire[3] = sequence & 0xff;
    wire[4] = timestamp >>> 24;
    wire[5] = (timestamp >>> 16) & 0xff;
    wire[6] = (timestamp >>> 8) & 0xff;
    wire[7] = timestamp & 0xff;
    wire[12] = 0xbe;
    wire[13] = 0xde;
    wire[14] = 0;
    wire[15] = 2;
    // 24 bits of seconds in 6.18 fixed point.
    const sendTime = absSendTimeId ? Math.floor(nowMs * 262.144) & 0xffffff : 0;
    wire[16] = absSendTimeId ? (absSendTimeId << 4) | 2 : 0;
    wire[17] = sendTime >> 16;
    wire[18] = (sendTime >> 8) & 0xff;
    wire[19] = sendTime & 0xff;
    // 12 bits of least and 12 of most delay in units of 10 ms: shown as soon as decoded.
    wire[20] = playoutDelayId ? (playoutDelayId << 4) | 2 : 0;
    wire[21] = 0;
    wire[22] = 0;
    wire[23] = 0;
  }
}

/** Nobody keeps a packet beyond the call that sends it. */
const repairRoom = Buffer.alloc(MAX_PACKET_BYTES);

function writeSsrc(wire: Buffer, ssrc: number): void {
  wire[8] = ssrc >>> 24;
  wire[9] = (ssrc >>> 16) & 0xff;
  wire[10] = (ssrc >>> 8) & 0xff;
  wire[11] = ssrc & 0xff;
}
