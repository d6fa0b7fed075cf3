import type { Tracks } from "./init-segment";

export interface RenditionFacts {
  readonly uri: string;
  readonly tracks: Tracks;
  /** Bits per second of the heaviest segment. */
  readonly peakBandwidth: number;
  /** Bits per second over the window. */
  readonly averageBandwidth: number;
  readonly frameRate: number | null;
}

/** A multivariant playlist (RFC 8216bis §4.4.6), one line per rendition. */
export function renderMultivariant(renditions: readonly RenditionFacts[]): string {
  const lines = ["#EXTM3U", "#EXT-X-VERSION:9"];
  for (const { uri, tracks, ...facts } of renditions) {
    const codecs = [tracks.video?.codecString, tracks.audio?.codecString].filter(Boolean).join(",");
    const attributes = [
      `BANDWIDTH=${Math.ceil(facts.peakBandwidth)}`,
      `AVERAGE-BANDWIDTH=${Math.ceil(facts.averageBandwidth)}`,
      `CODECS="${codecs}"`,
    ];
    if (tracks.video) attributes.push(`RESOLUTION=${tracks.video.width}x${tracks.video.height}`);
    if (tracks.video && facts.frameRate) attributes.push(`FRAME-RATE=${facts.frameRate.toFixed(3)}`);
    // Its folder's name: players tell qualities apart by it.
    attributes.push(`STABLE-VARIANT-ID="${uri.split("/", 1)[0]}"`);
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(",")}`, uri);
  }
  return `${lines.join("\n")}\n`;
}
