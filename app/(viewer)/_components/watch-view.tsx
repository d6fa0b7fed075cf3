import { EarlyPlayer } from "@/app/_shell/early-player";
import { WatchPage } from "@/components/watch/watch-page";
import type { WatchView as View } from "@/lib/streams/stream";

/** The watch page with everything the player needs to start in the first answer. */
export function WatchView({ view }: { view: View }) {
  return (
    <>
      <EarlyPlayer sources={view.current?.playback ?? []} />
      <WatchPage view={view} />
    </>
  );
}
