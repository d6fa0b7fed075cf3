import { useCallback, useEffect, useState } from "react";
import { parseStoryboard, type StoryboardTile, tileAt } from "./storyboard";

const DEADLINE_MS = 10_000;
const MAX_CHARACTERS = 4_000_000;

/** The same address with the viewer's newest playback token. */
type FreshUrl = (url: string) => string;

export interface Storyboard {
  /** Somebody looks for a moment: from now on the pictures are worth fetching. */
  readonly want: () => void;
  /** Null while there is no picture. */
  readonly tileAt: (sec: number) => StoryboardTile | null;
}

/** A replay's preview pictures; fetched when they are first wanted, and not at all without an address. */
export function useStoryboard(url: string | null, freshUrl: FreshUrl): Storyboard {
  const [isWanted, setWanted] = useState(false);
  const [tiles, setTiles] = useState<readonly StoryboardTile[]>([]);

  useEffect(() => {
    if (!isWanted || !url) return;
    const ending = new AbortController();
    // Without pictures the bar still tells times.
    fetchStoryboard(freshUrl(url), ending.signal).then(setTiles, () => undefined);
    return () => ending.abort();
  }, [isWanted, url, freshUrl]);

  const want = useCallback(() => setWanted(true), []);
  const freshTileAt = useCallback(
    (sec: number) => {
      const tile = tileAt(tiles, sec);
      return tile && { ...tile, url: freshUrl(tile.url) };
    },
    [tiles, freshUrl],
  );
  return { want, tileAt: freshTileAt };
}

async function fetchStoryboard(url: string, signal: AbortSignal): Promise<readonly StoryboardTile[]> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]) });
  const text = response.ok ? await response.text() : "";
  return text.length > MAX_CHARACTERS ? [] : parseStoryboard(text, url);
}
