import { useCallback, useState } from "react";
import { readShots, shotAt } from "./live-shots";

const DEADLINE_MS = 5_000;

export interface LiveShots {
  /** Somebody looks for a moment: what there is now is worth knowing. */
  readonly want: () => void;
  /** Address of the picture of that moment, epoch ms; null without one. */
  readonly urlAt: (dateMs: number | null) => string | null;
}

/** Small pictures of a live stream's window; nothing is asked for before somebody looks for a moment. */
export function useLiveShots(url: string | null, freshUrl: (url: string) => string): LiveShots {
  const [shots, setShots] = useState<readonly number[]>([]);
  const want = useCallback(() => {
    if (!url) return;
    fetch(freshUrl(url), { signal: AbortSignal.timeout(DEADLINE_MS) })
      .then((response) => (response.ok ? response.json() : null))
      // Without pictures the bar still tells times.
      .then(
        (list) => setShots(readShots(list)),
        () => undefined,
      );
  }, [url, freshUrl]);
  const urlAt = useCallback(
    (dateMs: number | null) => {
      const at = url === null || dateMs === null ? null : shotAt(shots, dateMs);
      return url === null || at === null ? null : freshUrl(new URL(`shots/${at}.jpg`, url).href);
    },
    [url, shots, freshUrl],
  );
  return { want, urlAt };
}
