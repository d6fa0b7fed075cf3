import { headers } from "next/headers";
import { preconnect } from "react-dom";
import { earlyPlayerPath } from "@/lib/early-player-path";
import type { PlaybackSource } from "@/lib/wire/playback";

/** What a page with a player needs in its head to play before the rest of it is there. */
export async function EarlyPlayer({ sources }: { sources: readonly PlaybackSource[] }) {
  // A room is asked for only after the viewer's consent, and by code of its own.
  const early = sources.filter(({ kind }) => kind !== "p2p");
  for (const source of early) preconnect(new URL(source.url).origin, { crossOrigin: "anonymous" });
  const src = early.length > 0 ? earlyPlayerPath() : undefined;
  if (!src) return null;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return <script async fetchPriority="high" src={src} nonce={nonce} />;
}
