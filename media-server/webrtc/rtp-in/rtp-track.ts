import { extensionOf, parseRtp, type RtpPacket } from "./parse-rtp";
import { ReceiveQueue } from "./receive-queue";
import { ReceptionStats } from "./reception-stats";
import { type ReceptionReport, renderNack, type SenderInfo } from "./rtcp";

/** One media section as negotiated. */
export interface ReceivedTrack {
  readonly kind: "video" | "audio";
  readonly mid: string;
  readonly payloadType: number;
  /** Payload type of retransmissions (RFC 4588); null without any. */
  readonly repairType: number | null;
  readonly canNack: boolean;
  /** Header extension id of transport-wide sequence numbers; null without. */
  readonly transportSequenceId: number | null;
}

export interface TrackHooks {
  /** Our own SSRC in feedback. */
  readonly sender: number;
  send(mid: string, packet: Buffer): void;
  transportSequence(sequence: number, nowMs: number): void;
  /** As it arrives, repaired ones included. */
  arrived(packet: RtpPacket): void;
  /** In order; `lost` packets before it never came. */
  inOrder(packet: RtpPacket, lost: number): void;
}

export const CLOCK_RATES = { video: 90_000, audio: 48_000 } as const;
/** A repair takes a round trip or two; without repairs only packets that overtake each other are waited for. */
const REPAIR_WAIT_MS = 300;
const ORDER_WAIT_MS = 50;

/** Receives one media section: retransmissions unwrapped, packets put in order, losses asked for and counted. */
export class RtpTrack {
  /** Of the media, not of its repairs; null before the first packet. */
  ssrc: number | null = null;
  private readonly stats: ReceptionStats;
  private readonly queue: ReceiveQueue;

  constructor(
    readonly plan: ReceivedTrack,
    private readonly hooks: TrackHooks,
  ) {
    this.stats = new ReceptionStats(CLOCK_RATES[plan.kind]);
    this.queue = new ReceiveQueue({
      maxWaitMs: plan.canNack ? REPAIR_WAIT_MS : ORDER_WAIT_MS,
      canRepair: plan.canNack,
      deliver: hooks.inOrder,
      ask: (sequences) => {
        if (this.ssrc !== null) hooks.send(plan.mid, renderNack(hooks.sender, this.ssrc, sequences));
      },
    });
  }

  take(bytes: Buffer, nowMs: number): void {
    const packet = parseRtp(bytes);
    if (!packet) return;
    const { transportSequenceId, payloadType, repairType } = this.plan;
    const sequence = transportSequenceId === null ? null : extensionOf(packet, transportSequenceId);
    if (sequence && sequence.length >= 2) this.hooks.transportSequence(sequence.readUInt16BE(0), nowMs);
    if (packet.payloadType === payloadType) {
      this.ssrc ??= packet.ssrc;
      this.stats.count(packet, nowMs);
      this.accept(packet, nowMs);
    } else if (packet.payloadType === repairType && packet.payload.length > 2) {
      this.accept(this.unwrap(packet), nowMs);
    }
  }

  noteSenderReport(info: SenderInfo, nowMs: number): void {
    this.stats.noteSenderReport(info, nowMs);
  }

  report(nowMs: number): ReceptionReport | null {
    return this.ssrc === null ? null : this.stats.take(this.ssrc, nowMs);
  }

  tick(nowMs: number): void {
    if (this.queue.isWaiting) this.queue.tick(nowMs);
  }

  private accept(packet: RtpPacket, nowMs: number): void {
    if (this.queue.push(packet, nowMs)) this.hooks.arrived(packet);
  }

  /** RFC 4588 §4: the original sequence number stands before the original payload. */
  private unwrap(packet: RtpPacket): RtpPacket {
    return {
      ...packet,
      payloadType: this.plan.payloadType,
      ssrc: this.ssrc ?? packet.ssrc,
      sequence: packet.payload.readUInt16BE(0),
      payload: packet.payload.subarray(2),
    };
  }
}
