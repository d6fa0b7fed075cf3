import { segmentFile } from "./recording-names";
import type { RecordedSegment, Timeline } from "./timeline";

/** The playlist of one finished recording, or of one that still grows (RFC 8216bis §4.4.3.5). */
export function renderReplay({ segments }: Timeline, isComplete: boolean): string {
  const longestMs = segments.reduce((most, { durationMs }) => Math.max(most, durationMs), 1000);
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    `#EXT-X-TARGETDURATION:${Math.ceil(longestMs / 1000)}`,
    "#EXT-X-MEDIA-SEQUENCE:0",
    `#EXT-X-PLAYLIST-TYPE:${isComplete ? "VOD" : "EVENT"}`,
  ];
  let initName = "";
  segments.forEach((segment, index) => {
    if (segment.isDiscontinuity && index > 0) lines.push("#EXT-X-DISCONTINUITY");
    if (segment.run.init !== initName) lines.push(`#EXT-X-MAP:URI="${segment.run.init}"`);
    initName = segment.run.init;
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.wallMs).toISOString()}`,
      `#EXTINF:${(segment.durationMs / 1000).toFixed(5)},`,
      segmentFile(segment.n),
    );
  });
  if (isComplete) lines.push("#EXT-X-ENDLIST");
  return `${lines.join("\n")}\n`;
}

/** The multivariant playlist: one rendition, as its best run describes it. Null while there is no segment. */
export function renderReplayIndex({ segments }: Timeline, uri: string): string | null {
  const tallest = segments.reduce<RecordedSegment | null>((best, segment) => {
    const isBetter = (segment.run.video?.height ?? 0) > (best?.run.video?.height ?? 0);
    return best === null || isBetter ? segment : best;
  }, null);
  if (!tallest) return null;
  const { video, audio } = tallest.run;
  let [bytes, durationMs, peak] = [0, 1, 0];
  for (const segment of segments) {
    bytes += segment.bytes;
    durationMs += segment.durationMs;
    peak = Math.max(peak, (segment.bytes * 8000) / Math.max(500, segment.durationMs));
  }
  const attributes = [
    `BANDWIDTH=${Math.ceil(peak)}`,
    `AVERAGE-BANDWIDTH=${Math.ceil((bytes * 8000) / durationMs)}`,
    `CODECS="${[video?.codec, audio?.codec].filter(Boolean).join(",")}"`,
  ];
  if (video) attributes.push(`RESOLUTION=${video.width}x${video.height}`);
  if (video && tallest.frameRate) attributes.push(`FRAME-RATE=${tallest.frameRate.toFixed(3)}`);
  return ["#EXTM3U", "#EXT-X-VERSION:7", `#EXT-X-STREAM-INF:${attributes.join(",")}`, uri, ""].join("\n");
}
