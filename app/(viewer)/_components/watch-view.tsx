import { headers } from "next/headers";
import { preconnect } from "react-dom";
import { WatchPage } from "@/components/watch/watch-page";
import type { WatchView as View } from "@/lib/streams/stream";

/** The watch page with everything the player needs to start in the first answer. */
export async function WatchView({ view }: { view: View }) {
  const sources = view.current?.playback ?? [];
  for (const source of sources) preconnect(new URL(source.url).origin, { crossOrigin: "anonymous" });
  // Made by the build and named by the web server; development goes without it.
  const earlyPlayer = sources.length > 0 ? process.env.EARLY_PLAYER_PATH : undefined;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      {earlyPlayer && <script async fetchPriority="high" src={earlyPlayer} nonce={nonce} />}
      <WatchPage view={view} />
    </>
  );
}
