import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import type { PlaybackSource } from "@/lib/wire/playback";
import { withoutTokens } from "@/lib/wire/playback-url";
import { adoptEarly } from "./early";
import { mountPlayer } from "./mount";
import type { PlayerSession } from "./player-session";
import { INITIAL_SNAPSHOT, type PlayerSnapshot } from "./snapshot";

export interface UsePlayerOptions {
  readonly autoPlay: boolean;
  readonly muted: boolean;
  /** False lets go of the stream altogether. */
  readonly isActive: boolean;
}

const neverChanges = () => () => undefined;
const initially = () => INITIAL_SNAPSHOT;

/** Ties a player session to a `<video>` of React's. The session is made anew only when the sources really differ. */
export function usePlayer(
  video: RefObject<HTMLVideoElement | null>,
  sources: readonly PlaybackSource[],
  { autoPlay, muted, isActive }: UsePlayerOptions,
): { session: PlayerSession | null; snapshot: PlayerSnapshot } {
  const [session, setSession] = useState<PlayerSession | null>(null);
  // A session keeps its own token fresh; preview pictures that come later are no reason to begin anew.
  const sourcesKey = withoutTokens(JSON.stringify(sources.map(({ kind, url }) => [kind, url])));

  // biome-ignore lint/correctness/useExhaustiveDependencies: sourcesKey stands for sources.
  useEffect(() => {
    if (!video.current || !isActive) return;
    const mounted =
      adoptEarly(video.current, sources) ?? mountPlayer(video.current, sources, { autoPlay, muted });
    setSession(mounted);
    return () => {
      mounted.destroy();
      setSession(null);
    };
  }, [video, sourcesKey, autoPlay, muted, isActive]);

  const snapshot = useSyncExternalStore(
    session?.subscribe ?? neverChanges,
    session?.getSnapshot ?? initially,
    initially,
  );
  return { session, snapshot };
}
