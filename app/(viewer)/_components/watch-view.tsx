import { headers } from "next/headers";
import { preconnect } from "react-dom";
import { WatchPage } from "@/components/watch/watch-page";
import { earlyPlayerPath } from "@/lib/early-player-path";
import type { WatchView as View } from "@/lib/streams/stream";

/** The watch page with everything the player needs to start in the first answer. */
export async function WatchView({ view }: { view: View }) {
  const sources = view.current?.playback ?? [];
  // A room is asked for only after the viewer's consent, and by its own code.
  const early = sources.filter(({ kind }) => kind !== "p2p");
  for (const source of early) preconnect(new URL(source.url).origin, { crossOrigin: "anonymous" });
  const earlyPlayer = early.length > 0 ? earlyPlayerPath() : undefined;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      {earlyPlayer && <script async fetchPriority="high" src={earlyPlayer} nonce={nonce} />}
      <WatchPage view={view} />
    </>
  );
}
