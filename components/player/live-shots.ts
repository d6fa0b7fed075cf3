import type { PlaybackSource } from "@/lib/wire/playback";

/** Where small pictures of a live stream's window are; null without any. */
export function shotsUrlOf(sources: readonly PlaybackSource[]): string | null {
  for (const source of sources) if (source.kind === "hls" && source.shotsUrl) return source.shotsUrl;
  return null;
}

/** What a list of shots says, whatever it is: the times, epoch ms, oldest first. Pure. */
export function readShots(list: unknown): readonly number[] {
  const shots = typeof list === "object" && list !== null && "shots" in list ? list.shots : [];
  return Array.isArray(shots)
    ? shots.filter((at) => Number.isSafeInteger(at) && at > 0).slice(-MAX_SHOTS)
    : [];
}

/** The picture nearest to a moment; null when the nearest is too far from it to tell anything. Pure. */
export function shotAt(shots: readonly number[], dateMs: number): number | null {
  const distance = (at: number) => Math.abs(at - dateMs);
  const nearest = shots.reduce(
    (best, at) => (distance(at) < distance(best) ? at : best),
    Number.POSITIVE_INFINITY,
  );
  return distance(nearest) <= FARTHEST_MS ? nearest : null;
}

const MAX_SHOTS = 500;
/** They are taken every ten seconds, on a busy machine less often. */
const FARTHEST_MS = 30_000;
