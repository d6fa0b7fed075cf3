/**
 * Follows the 32-bit clock of RTMP past its wrap after 49.7 days. One instance for audio and video together: each
 * step is taken the shorter way round, so the result may step back when the encoder does, and start below 0.
 */
export function createTimestampUnroller(): (timestampMs: number) => number {
  let last: { raw: number; unrolled: number } | null = null;
  return (raw) => {
    // `| 0` reads the difference as signed 32 bits.
    const unrolled: number = last ? last.unrolled + ((raw - last.raw) | 0) : raw;
    last = { raw, unrolled };
    return unrolled;
  };
}
