import { headers } from "next/headers";
import { preconnect } from "react-dom";
import { earlyPlayerPath } from "@/lib/early-player-path";
import type { PlaybackSource } from "@/lib/wire/playback";

/** What a page with a player needs in its head to play before the rest of it is there. */
export async function EarlyPlayer({ sources }: { sources: readonly PlaybackSource[] }) {
  for (const source of sources) preconnect(new URL(source.url).origin, { crossOrigin: "anonymous" });
  const src = sources.length > 0 ? earlyPlayerPath() : undefined;
  if (!src) return null;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return <script async fetchPriority="high" src={src} nonce={nonce} />;
}
