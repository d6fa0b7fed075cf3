import type { FeedPacket } from "./feed-packet";

/** The newest packets of a track by their number: for repairs, and for viewers who begin with what was already sent. */
export class PacketRing {
  private readonly slots: (FeedPacket | undefined)[];
  private newest = Number.NEGATIVE_INFINITY;

  /** `capacity` is a power of two. */
  constructor(private readonly capacity: number) {
    this.slots = new Array(capacity);
  }

  /** The highest number held; -Infinity while empty. */
  get head(): number {
    return this.newest;
  }

  add(packet: FeedPacket): void {
    if (packet.sequence <= this.newest - this.capacity) return;
    // What a lost packet would have replaced must not be taken for it.
    const from = Math.max(this.newest + 1, packet.sequence - this.capacity + 1);
    if (this.newest >= 0)
      for (let lost = from; lost < packet.sequence; lost++) this.slots[this.slotOf(lost)] = undefined;
    this.slots[this.slotOf(packet.sequence)] = packet;
    if (packet.sequence > this.newest) this.newest = packet.sequence;
  }

  /** Undefined when it never came or is too long ago. */
  get(sequence: number): FeedPacket | undefined {
    const packet = this.slots[this.slotOf(sequence)];
    return packet?.sequence === sequence ? packet : undefined;
  }

  holds(sequence: number): boolean {
    return this.get(sequence) !== undefined;
  }

  clear(): void {
    this.slots.fill(undefined);
    this.newest = Number.NEGATIVE_INFINITY;
  }

  private slotOf(sequence: number): number {
    return sequence & (this.capacity - 1);
  }
}
