import { isoDuration } from "../../packaging/render-mpd";
import type { TrackKind } from "../../packaging/split-tracks";
import type { RecordedSegment } from "../timeline";
import type { ReplayPeriod } from "./replay-periods";

const MIN_BUFFER_MS = 2_000;

/** The static manifest of a whole recording (ISO/IEC 23009-1): a period for each stretch that nothing interrupted. */
export function renderReplayMpd(periods: readonly ReplayPeriod[]): string {
  const last = periods.at(-1);
  const endMs = last ? last.startMs + last.durationMs : 0;
  const longestMs = Math.max(0, ...periods.map(({ segments }) => longestOf(segments)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static"',
    `  mediaPresentationDuration="${isoDuration(endMs)}" minBufferTime="${isoDuration(MIN_BUFFER_MS)}"`,
    `  maxSegmentDuration="${isoDuration(longestMs)}">`,
    ...periods.map(renderPeriod),
    "</MPD>",
    "",
  ].join("\n");
}

function renderPeriod(period: ReplayPeriod): string {
  const { startMs, durationMs, segments } = period;
  const [first] = segments;
  const span = `start="${isoDuration(startMs)}" duration="${isoDuration(durationMs)}"`;
  return [
    `  <Period id="${first?.n}" ${span}>`,
    ...(first?.run.video ? renderSet("video", pictureOf(period, first), period) : []),
    ...(first?.run.audio ? renderSet("audio", soundOf(period, first), period) : []),
    "  </Period>",
  ].join("\n");
}

function pictureOf({ segments }: ReplayPeriod, { run: { video }, frameRate }: RecordedSegment): string {
  const bits = segments.map(({ bytes, durationMs }) => (bytes * 8000) / Math.max(500, durationMs));
  const peak = bits.reduce((most, one) => Math.max(most, one), 0);
  const size = `width="${video?.width}" height="${video?.height}"`;
  const rate = frameRate ? ` frameRate="${Math.round(frameRate * 1000)}/1000"` : "";
  return `id="source" bandwidth="${Math.ceil(peak)}" codecs="${video?.codec}" ${size}${rate}`;
}

function soundOf({ soundBits }: ReplayPeriod, { run: { audio } }: RecordedSegment): string {
  const rate = `audioSamplingRate="${audio?.sampleRate}"`;
  return `id="source-sound" bandwidth="${Math.ceil(soundBits)}" codecs="${audio?.codec}" ${rate}`;
}

/** Numbers instead of times: they follow each other here, and name the recording's own files. */
function renderSet(kind: TrackKind, attributes: string, { mediaMs, segments }: ReplayPeriod): string[] {
  const [first] = segments;
  const beginMs = Math.round(mediaMs);
  return [
    `    <AdaptationSet contentType="${kind}" mimeType="${kind}/mp4" segmentAlignment="true" startWithSAP="1">`,
    `      <Representation ${attributes}>`,
    `        <SegmentTemplate timescale="1000" presentationTimeOffset="${beginMs}" startNumber="${first?.n}"`,
    `          initialization="dash/${kind}/${first?.run.init}" media="dash/${kind}/$Number$.m4s">`,
    `          <SegmentTimeline>${renderTimeline(beginMs, segments)}</SegmentTimeline>`,
    "        </SegmentTemplate>",
    "      </Representation>",
    "    </AdaptationSet>",
  ];
}

/** Lengths are told from start to start, so that rounding leaves no gaps; equal ones are told once. */
function renderTimeline(beginMs: number, segments: readonly RecordedSegment[]): string {
  const runs: { lengthMs: number; count: number }[] = [];
  let [endMs, toldMs] = [0, 0];
  for (const { durationMs } of segments) {
    endMs += durationMs;
    const lengthMs = Math.max(1, Math.round(endMs) - toldMs);
    toldMs += lengthMs;
    const last = runs.at(-1);
    if (last?.lengthMs === lengthMs) last.count += 1;
    else runs.push({ lengthMs, count: 1 });
  }
  return runs
    .map(({ lengthMs, count }, index) => {
      const begin = index === 0 ? ` t="${beginMs}"` : "";
      const repeat = count > 1 ? ` r="${count - 1}"` : "";
      return `<S${begin} d="${lengthMs}"${repeat}/>`;
    })
    .join("");
}

function longestOf(segments: readonly RecordedSegment[]): number {
  return segments.reduce((longest, { durationMs }) => Math.max(longest, durationMs), 0);
}
