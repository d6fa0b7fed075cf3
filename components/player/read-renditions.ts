import type { Quality } from "./quality";

/** The pictures that a multivariant playlist offers (RFC 8216bis §4.4.6.2), best first. Pure. */
export function readRenditions(playlist: string): Quality[] {
  const found = new Map<string, Quality>();
  for (const [, attributes = ""] of playlist.matchAll(/^#EXT-X-STREAM-INF:(.*)$/gm)) {
    const [, width, height] = /RESOLUTION=(\d+)x(\d+)/.exec(attributes) ?? [];
    if (!width || !height) continue;
    const lines = Math.min(Number(width), Number(height));
    const id = /STABLE-VARIANT-ID="([^"]+)"/.exec(attributes)?.[1] ?? `${height}p`;
    found.set(id, { id, lines, isSource: id === "source" });
  }
  const source = found.get("source");
  // The source's picture with another sound is for players that need it, not for viewers to choose.
  const pictures = [...found.values()].filter(({ isSource, lines }) => isSource || lines !== source?.lines);
  return pictures.sort((a, b) => Number(b.isSource) - Number(a.isSource) || (b.lines ?? 0) - (a.lines ?? 0));
}

const DEADLINE_MS = 5_000;

/** The same, asked of the server; nothing when it doesn't answer. */
export async function fetchRenditions(url: string): Promise<Quality[]> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
    return response.ok ? readRenditions(await response.text()) : [];
  } catch {
    return [];
  }
}
