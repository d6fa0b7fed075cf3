import { feedback } from "./rtcp";
import { createUnroller } from "./unroll-counter";

const TRANSPORT_FEEDBACK = 205;
const FORMAT = 15;
/** The reference time counts in these, the deltas in quarters of a ms. */
const REFERENCE_MS = 64;
const TICK_MS = 0.25;
/** Symbols of one two-bit status vector. */
const VECTOR = 7;
/** Longer gaps are cut: what lies before them counts as never sent. */
const MAX_SPAN = 1_000;

/** Tells the sender when each of its packets came in (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). */
export class TransportFeedback {
  private readonly unroll = createUnroller(16);
  private arrivals = new Map<number, number>();
  private next: number | null = null;
  private count = 0;

  /** `sequence` is the transport-wide one, 16 bits; `atMs` by a clock that never goes back. */
  note(sequence: number, atMs: number): void {
    const unrolled = this.unroll(sequence);
    // Told as lost already; saying otherwise would count it twice.
    if (this.next !== null && unrolled < this.next) return;
    if (!this.arrivals.has(unrolled)) this.arrivals.set(unrolled, atMs);
  }

  /** Everything since the last call; usually one packet, none when nothing came. */
  take(sender: number, ssrc: number): Buffer[] {
    const known = [...this.arrivals].sort(([a], [b]) => a - b);
    this.arrivals = new Map();
    const packets: Buffer[] = [];
    while (known.length > 0) packets.push(this.render(sender, ssrc, known));
    return packets;
  }

  /** Takes from the front of `known` what fits into one message. */
  private render(sender: number, ssrc: number, known: [number, number][]): Buffer {
    const [first = 0, firstMs = 0] = known[0] ?? [];
    const base = this.next !== null && first - this.next < MAX_SPAN ? this.next : first;
    const reference = Math.floor(firstMs / REFERENCE_MS);
    const symbols: number[] = [];
    const deltas: number[] = [];
    let lastTicks = (reference * REFERENCE_MS) / TICK_MS;
    for (let entry = known[0]; entry; entry = known[0]) {
      const [sequence, atMs] = entry;
      const delta = Math.round(atMs / TICK_MS) - lastTicks;
      const isFull = deltas.length > 0 && (sequence - base >= MAX_SPAN || Math.abs(delta) > 0x7fff);
      if (isFull) break;
      while (symbols.length < sequence - base) symbols.push(0);
      symbols.push(delta >= 0 && delta <= 255 ? 1 : 2);
      deltas.push(delta);
      lastTicks += delta;
      known.shift();
    }
    this.next = base + symbols.length;
    return this.write(sender, ssrc, { base, reference, symbols, deltas });
  }

  private write(
    sender: number,
    ssrc: number,
    told: { base: number; reference: number; symbols: number[]; deltas: number[] },
  ): Buffer {
    const chunks = Math.ceil(told.symbols.length / VECTOR);
    const deltaBytes = told.symbols.reduce((sum, symbol) => sum + symbol, 0);
    const message = feedback(TRANSPORT_FEEDBACK, FORMAT, sender, ssrc, 8 + chunks * 2 + deltaBytes);
    message.writeUInt16BE(told.base & 0xffff, 12);
    message.writeUInt16BE(told.symbols.length, 14);
    message.writeUIntBE(told.reference & 0xffffff, 16, 3);
    message.writeUInt8(this.count++ & 0xff, 19);
    let at = 20;
    for (let start = 0; start < told.symbols.length; start += VECTOR) {
      let chunk = 0b11 << 14;
      for (let i = 0; i < VECTOR; i++) chunk |= (told.symbols[start + i] ?? 0) << (12 - 2 * i);
      at = message.writeUInt16BE(chunk, at);
    }
    for (const delta of told.deltas) {
      if (delta >= 0 && delta <= 255) at = message.writeUInt8(delta, at);
      else at = message.writeInt16BE(delta, at);
    }
    return message;
  }
}
