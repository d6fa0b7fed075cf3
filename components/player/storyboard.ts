/** One preview picture: a part of a larger one. Pixels of that picture; times are seconds of the recording. */
export interface StoryboardTile {
  readonly startSec: number;
  readonly endSec: number;
  readonly url: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MAX_TILES = 20_000;
const TIMES = /^((?:\d+:)?\d\d:\d\d\.\d{3})[ \t]+-->[ \t]+((?:\d+:)?\d\d:\d\d\.\d{3})/;
/** Spatial part of an image, Media Fragments 1.0 §4.2.2; pixels are the default unit. */
const FRAGMENT = /^(.+)#xywh=(?:pixel:)?(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/;

/** WebVTT whose cues name a picture each; cues that don't are left out. Pictures come from where the list came from. */
export function parseStoryboard(text: string, listUrl: string): readonly StoryboardTile[] {
  const tiles: StoryboardTile[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const times = TIMES.exec(line);
    const named = times && FRAGMENT.exec(lines[index + 1]?.trim() ?? "");
    if (!times || !named || tiles.length >= MAX_TILES) continue;
    const [, path = "", x, y, width, height] = named;
    const url = URL.canParse(path, listUrl) ? new URL(path, listUrl) : null;
    if (url?.origin !== new URL(listUrl).origin) continue;
    tiles.push({
      startSec: toSeconds(times[1] ?? ""),
      endSec: toSeconds(times[2] ?? ""),
      url: url.href,
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    });
  }
  return tiles.sort((one, other) => one.startSec - other.startSec);
}

/** The picture of a moment; the last one before it where there is a gap. */
export function tileAt(tiles: readonly StoryboardTile[], sec: number): StoryboardTile | null {
  let [low, high] = [0, tiles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tiles[middle]?.startSec ?? 0) <= sec) low = middle + 1;
    else high = middle;
  }
  return tiles[low - 1] ?? null;
}

function toSeconds(time: string): number {
  return time.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}
