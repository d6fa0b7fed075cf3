import { preconnect } from "react-dom";
import { WatchPage } from "@/components/watch/watch-page";
import type { WatchView as View } from "@/lib/streams/stream";

/** The watch page with everything the player needs to start in the first answer. */
export function WatchView({ view }: { view: View }) {
  for (const source of view.current?.playback ?? []) {
    preconnect(new URL(source.url).origin, { crossOrigin: "anonymous" });
  }
  return <WatchPage view={view} />;
}
