import { type Segment, segmentName } from "./segment";
import { TARGET_DURATION_MS } from "./segment-limits";

/** How far behind the end a delta playlist may leave segments out, in ms. */
export const SKIP_UNTIL_MS = 6 * TARGET_DURATION_MS;
/** Parts are listed for this long behind the end, in ms. */
const PARTS_LISTED_MS = 3 * TARGET_DURATION_MS;

export interface PlaylistView {
  readonly partTargetMs: number;
  readonly discontinuitySequence: number;
  /** Oldest first; at least one of `complete` and `open`. */
  readonly complete: readonly Segment[];
  readonly open: Segment | null;
  /** Name of the next part; null when the stream has ended. */
  readonly hint: string | null;
  /** How far the other renditions are. */
  readonly reports?: readonly RenditionReport[];
}

/** EXT-X-RENDITION-REPORT (RFC 8216bis §4.4.5.4). */
export interface RenditionReport {
  /** Relative to the playlist that it stands in. */
  readonly uri: string;
  readonly lastMsn: number;
  /** Index of its newest part in that segment. */
  readonly lastPart: number;
}

/** A media playlist with parts (RFC 8216bis §4.4). `isDelta`: leaves out what the client knows already. */
export function renderPlaylist(view: PlaylistView, isDelta: boolean): string {
  const first = view.complete[0] ?? view.open;
  const skipped = isDelta ? countSkippable(view) : 0;
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:9",
    `#EXT-X-TARGETDURATION:${TARGET_DURATION_MS / 1000}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${seconds(3 * view.partTargetMs)},CAN-SKIP-UNTIL=${seconds(SKIP_UNTIL_MS)}`,
    `#EXT-X-PART-INF:PART-TARGET=${seconds(view.partTargetMs)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first?.msn ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${view.discontinuitySequence}`,
  ];
  if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`);
  let behindMs = lengthMs(view) - lengthOf(view.complete.slice(0, skipped));
  let initName = skipped > 0 ? (view.complete[skipped - 1]?.initName ?? "") : "";
  for (const segment of view.complete.slice(skipped)) {
    behindMs -= segment.durationMs;
    pushStart(lines, segment, initName);
    initName = segment.initName;
    if (view.hint !== null && behindMs < PARTS_LISTED_MS) pushParts(lines, segment);
    if (segment.hasGap) lines.push("#EXT-X-GAP");
    lines.push(`#EXTINF:${seconds(segment.durationMs)},`, segmentName(segment.msn));
  }
  if (view.open) {
    pushStart(lines, view.open, initName);
    pushParts(lines, view.open);
  }
  lines.push(view.hint === null ? "#EXT-X-ENDLIST" : `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${view.hint}"`);
  if (view.hint !== null) for (const report of view.reports ?? []) lines.push(renderReport(report));
  lines.push("");
  return lines.join("\n");
}

function pushStart(lines: string[], segment: Segment, previousInit: string): void {
  if (segment.isDiscontinuity) lines.push("#EXT-X-DISCONTINUITY");
  if (segment.initName !== previousInit) lines.push(`#EXT-X-MAP:URI="${segment.initName}"`);
  lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.wallMs).toISOString()}`);
}

function pushParts(lines: string[], segment: Segment): void {
  for (const part of segment.parts) {
    const flags = (part.isIndependent ? ",INDEPENDENT=YES" : "") + (part.isGap ? ",GAP=YES" : "");
    lines.push(`#EXT-X-PART:DURATION=${seconds(part.durationMs)},URI="${part.name}"${flags}`);
  }
}

function renderReport({ uri, lastMsn, lastPart }: RenditionReport): string {
  return `#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${lastMsn},LAST-PART=${lastPart}`;
}

/** Segments that end further than CAN-SKIP-UNTIL from the end of the playlist (§4.4.5.2). */
function countSkippable(view: PlaylistView): number {
  let behindMs = lengthMs(view);
  let count = 0;
  for (const segment of view.complete) {
    behindMs -= segment.durationMs;
    if (behindMs < SKIP_UNTIL_MS) break;
    count += 1;
  }
  return count;
}

function lengthMs(view: PlaylistView): number {
  return lengthOf(view.complete) + (view.open?.durationMs ?? 0);
}

function lengthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum + segment.durationMs, 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(5).replace(/\.?0+$/, "");
}
