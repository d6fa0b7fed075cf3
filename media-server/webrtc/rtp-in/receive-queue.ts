import type { RtpPacket } from "./parse-rtp";
import { createUnroller } from "./unroll-counter";

export interface QueueOptions {
  /** How long a packet is waited for before those after it go on, in ms. */
  readonly maxWaitMs: number;
  /** Whether lost packets can be asked for again. */
  readonly canRepair: boolean;
  /** In order. `lost`: how many packets before this one never came. */
  readonly deliver: (packet: RtpPacket, lost: number) => void;
  /** Asks for packets again: 16-bit sequences, ascending. */
  readonly ask: (sequences: number[]) => void;
}

interface Missing {
  readonly sinceMs: number;
  askedAtMs: number;
  tries: number;
}

/** More than a second of any stream that we take: past this the sender has jumped, not lost. */
const MAX_AHEAD = 2_000;
const MAX_TRIES = 10;
const MIN_RETRY_MS = 20;
const FIRST_ROUND_TRIP_MS = 80;

/** Puts one stream's packets in order, asks for the lost ones, and goes on without them when they don't come in time. */
export class ReceiveQueue {
  private unroll = createUnroller(16);
  private readonly waiting = new Map<number, RtpPacket>();
  private readonly missing = new Map<number, Missing>();
  private next: number | null = null;
  private highest = 0;
  private roundTripMs = FIRST_ROUND_TRIP_MS;
  private lostBefore = 0;

  constructor(private readonly options: QueueOptions) {}

  /** Packets that came, first or repaired, none twice. Returns whether it was new. */
  push(packet: RtpPacket, nowMs: number): boolean {
    const sequence = this.unroll(packet.sequence);
    if (this.next === null) this.restart(sequence);
    const next = this.next ?? sequence;
    if (sequence < next || this.waiting.has(sequence)) return false;
    if (sequence - next > MAX_AHEAD) {
      this.lostBefore = 1;
      this.restart(sequence);
    }
    this.noteArrival(sequence, nowMs);
    this.waiting.set(sequence, packet);
    this.drain();
    return true;
  }

  /** Asks again and gives up what is overdue. To be called every 10 to 20 ms while `isWaiting`. */
  tick(nowMs: number): void {
    const due: number[] = [];
    for (const [sequence, missing] of this.missing) {
      if (nowMs - missing.sinceMs > this.options.maxWaitMs) this.giveUp(sequence);
      else if (this.isDue(missing, nowMs)) {
        missing.askedAtMs = nowMs;
        missing.tries += 1;
        due.push(sequence & 0xffff);
      }
    }
    if (due.length > 0) this.options.ask(due);
    this.drain();
  }

  get isWaiting(): boolean {
    return this.missing.size > 0;
  }

  private isDue({ tries, askedAtMs }: Missing, nowMs: number): boolean {
    if (!this.options.canRepair || tries >= MAX_TRIES) return false;
    return tries === 0 || nowMs - askedAtMs >= Math.max(MIN_RETRY_MS, this.roundTripMs * 1.25);
  }

  private restart(sequence: number): void {
    this.waiting.clear();
    this.missing.clear();
    this.next = sequence;
    this.highest = sequence - 1;
  }

  private noteArrival(sequence: number, nowMs: number): void {
    const missed = this.missing.get(sequence);
    if (missed?.tries === 1) {
      this.roundTripMs += (Math.max(1, nowMs - missed.askedAtMs) - this.roundTripMs) / 8;
    }
    this.missing.delete(sequence);
    for (let lost = this.highest + 1; lost < sequence; lost++)
      this.missing.set(lost, { sinceMs: nowMs, askedAtMs: nowMs, tries: 0 });
    const isGap = sequence > this.highest + 1;
    this.highest = Math.max(this.highest, sequence);
    if (isGap) this.tick(nowMs);
  }

  private giveUp(sequence: number): void {
    this.missing.delete(sequence);
  }

  private drain(): void {
    while (this.next !== null && this.next <= this.highest) {
      const packet = this.waiting.get(this.next);
      if (!packet && this.missing.has(this.next)) return;
      this.waiting.delete(this.next);
      this.next += 1;
      if (!packet) this.lostBefore += 1;
      else {
        const lost = this.lostBefore;
        this.lostBefore = 0;
        this.options.deliver(packet, lost);
      }
    }
  }
}
