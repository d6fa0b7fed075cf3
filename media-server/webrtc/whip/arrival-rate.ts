/** IPv4, UDP, RTP and SRTP around what is carried, in bytes a packet. */
const OVERHEAD_BYTES = 54;
const BUCKET_MS = 100;

/** How much arrived in the best two seconds so far: what a line carries when more than that was sent. */
export class ArrivalRate {
  private static readonly BUCKETS = 20;
  private readonly buckets: number[] = Array(ArrivalRate.BUCKETS).fill(0);
  private newest = 0;
  private sum = 0;
  private best = 0;

  /** `nowMs` by a clock that never goes back. */
  add(payloadBytes: number, nowMs: number): void {
    const bucket = Math.floor(nowMs / BUCKET_MS);
    const passed = Math.min(bucket - this.newest, ArrivalRate.BUCKETS);
    for (let step = 0; step < passed; step++) this.open(bucket - step);
    this.newest = Math.max(this.newest, bucket);
    const bytes = payloadBytes + OVERHEAD_BYTES;
    this.buckets[bucket % ArrivalRate.BUCKETS] = (this.buckets[bucket % ArrivalRate.BUCKETS] ?? 0) + bytes;
    this.sum += bytes;
    this.best = Math.max(this.best, this.sum);
  }

  get bestKbps(): number {
    return Math.round((this.best * 8) / (ArrivalRate.BUCKETS * BUCKET_MS));
  }

  private open(bucket: number): void {
    const place = bucket % ArrivalRate.BUCKETS;
    this.sum -= this.buckets[place] ?? 0;
    this.buckets[place] = 0;
  }
}
