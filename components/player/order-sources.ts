import type { PlaybackSource } from "@/lib/wire/playback";
import type { Abilities } from "./abilities";
import type { LatencyWish } from "./latency-wish";

/** What is known of earlier attempts from this network. */
export interface WayMemory {
  /** This kind of source did not get through to its server lately. */
  isBlocked(source: PlaybackSource): boolean;
}

const RANKED = ["p2p", "whep", "flv", "low-latency-hls", "hls"] as const;
/** `other`: playlists for a service's own player, which is nearer to live than an ordinary one. */
type Rank = (typeof RANKED)[number] | "other";

/** Best first. Where a creator sends to each viewer directly, that is what the stream is meant to go by. */
const RANKS: Readonly<Record<LatencyWish, readonly Rank[]>> = {
  lowest: ["p2p", "whep", "flv", "low-latency-hls", "other", "hls"],
  balanced: ["p2p", "low-latency-hls", "other", "hls", "flv", "whep"],
  smooth: ["low-latency-hls", "hls", "other", "flv", "whep", "p2p"],
};

/**
 * The sources that a browser with these abilities can play, in the order in which this viewer wishes to try them. What
 * was blocked lately comes last; among equals the given order stays. Pure.
 */
export function orderSources(
  sources: readonly PlaybackSource[],
  wish: LatencyWish,
  memory: WayMemory,
  abilities: Abilities,
): PlaybackSource[] {
  const place = (source: PlaybackSource) =>
    RANKS[wish].indexOf(rankOf(source)) + (memory.isBlocked(source) ? RANKS[wish].length : 0);
  return sources.filter((source) => isPlayable(source, abilities)).sort((a, b) => place(a) - place(b));
}

function rankOf(source: PlaybackSource): Rank {
  const name = source.kind === "hls" && source.lowLatency ? "low-latency-hls" : source.kind;
  return RANKED.find((rank) => rank === name) ?? "other";
}

function isPlayable({ kind }: PlaybackSource, { webRtc, mediaSource, nativeHls }: Abilities): boolean {
  if (kind === "whep" || kind === "p2p") return webRtc;
  return mediaSource || (nativeHls && kind === "hls");
}
