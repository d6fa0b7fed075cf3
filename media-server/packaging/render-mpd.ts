import type { AudioConfig, VideoConfig } from "../media";
import type { Segment } from "./segment";
import type { TrackKind } from "./split-tracks";

/** One track of one rendition within one period. */
export interface MpdRepresentation {
  /** Unique within its period. */
  readonly name: string;
  readonly track: { readonly video: VideoConfig } | { readonly audio: AudioConfig };
  /** Bits per second of the heaviest segment. */
  readonly bandwidth: number;
  readonly frameRate: number | null;
  /** Where its files are, relative to the manifest. */
  readonly base: string;
  /** Oldest first, all of one init segment, without gaps. At least one. */
  readonly segments: readonly Segment[];
  /** The last one isn't whole yet. */
  readonly isGrowing: boolean;
}

export interface MpdPeriod {
  /** Number of its first segment, also when that has left the window. */
  readonly id: number;
  /** Epoch ms, and time on the media's own timeline, at which it begins. */
  readonly wallMs: number;
  readonly mediaMs: number;
  /** The same picture in several sizes; the same sound in several codecs. Empty when there is none of the kind. */
  readonly tracks: Record<TrackKind, readonly MpdRepresentation[]>;
}

export interface MpdView {
  readonly periods: readonly MpdPeriod[];
  /** How far back viewers may seek. */
  readonly windowMs: number;
  readonly partTargetMs: number;
  /** What a segment that still grows is expected to become. */
  readonly expectedSegmentMs: number;
  /** Nothing will be added any more. */
  readonly isEnded: boolean;
  /** Epoch ms. */
  readonly nowMs: number;
}

/** All periods count from here, whichever run of the server makes them: November 2023, in epoch ms. */
const AVAILABILITY_START_MS = 1_700_000_000_000;
/** What players that can are asked to keep to behind the encoder, and what others keep. */
const TARGET_LATENCY_MS = 2_000;
const SUGGESTED_DELAY_MS = 3_000;
const UPDATE_MS = 500;

/**
 * A dynamic manifest (ISO/IEC 23009-1) of low latency (§5.13 of the DASH-IF guidelines: the newest segment is listed and
 * given while it grows): one period per unbroken stretch, in it the pictures of all renditions and the sound in each codec.
 */
export function renderMpd(view: MpdView): string {
  const { periods, isEnded, nowMs } = view;
  const lasting = isEnded
    ? `mediaPresentationDuration="${isoDuration(endMs(view) - AVAILABILITY_START_MS)}"`
    : `minimumUpdatePeriod="${isoDuration(UPDATE_MS)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="dynamic"',
    `  availabilityStartTime="${iso(AVAILABILITY_START_MS)}" publishTime="${iso(nowMs)}" ${lasting}`,
    `  timeShiftBufferDepth="${isoDuration(view.windowMs)}" suggestedPresentationDelay="${isoDuration(SUGGESTED_DELAY_MS)}"`,
    `  minBufferTime="${isoDuration(view.partTargetMs * 3)}" maxSegmentDuration="${isoDuration(longestMs(view))}">`,
    '  <ServiceDescription id="0">',
    `    <Latency target="${TARGET_LATENCY_MS}" min="1000" max="6000"/>`,
    '    <PlaybackRate min="0.95" max="1.05"/>',
    "  </ServiceDescription>",
    ...periods.map((period) => renderPeriod(period, view)),
    '  <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="dash/time"/>',
    "</MPD>",
    "",
  ].join("\n");
}

function renderPeriod(period: MpdPeriod, view: MpdView): string {
  const start = isoDuration(period.wallMs - AVAILABILITY_START_MS);
  const { video, audio } = period.tracks;
  return [
    `  <Period id="${period.id}" start="${start}">`,
    ...(video.length > 0 ? [renderSet("video", 1, video, period, view)] : []),
    // Players choose among sets by what they can decode.
    ...audio.map((one, index) => renderSet("audio", 2 + index, [one], period, view)),
    "  </Period>",
  ].join("\n");
}

function renderSet(
  kind: TrackKind,
  id: number,
  representations: readonly MpdRepresentation[],
  period: MpdPeriod,
  view: MpdView,
): string {
  return [
    `    <AdaptationSet id="${id}" contentType="${kind}" mimeType="${kind}/mp4" segmentAlignment="true" startWithSAP="1">`,
    ...representations.map((one) => renderRepresentation(one, period, view)),
    "    </AdaptationSet>",
  ].join("\n");
}

function renderRepresentation(
  { name, track, bandwidth, frameRate, base, segments, isGrowing }: MpdRepresentation,
  { mediaMs }: MpdPeriod,
  { expectedSegmentMs, partTargetMs, isEnded }: MpdView,
): string {
  const { codecString } = "video" in track ? track.video : track.audio;
  const attributes = [`id="${name}"`, `bandwidth="${Math.ceil(bandwidth)}"`, `codecs="${codecString}"`];
  if ("video" in track) attributes.push(`width="${track.video.width}" height="${track.video.height}"`);
  else attributes.push(`audioSamplingRate="${track.audio.sampleRate}"`);
  if ("video" in track && frameRate) attributes.push(`frameRate="${Math.round(frameRate * 1000)}/1000"`);
  const [first] = segments;
  const early = Math.max(0, expectedSegmentMs - partTargetMs) / 1000;
  const growing = isEnded ? "" : ` availabilityTimeOffset="${early}" availabilityTimeComplete="false"`;
  return [
    `      <Representation ${attributes.join(" ")}>`,
    `        <SegmentTemplate timescale="1000" presentationTimeOffset="${Math.round(mediaMs)}"`,
    `          initialization="${base}${first?.initName ?? ""}" media="${base}$Time$.m4s"${growing}>`,
    `          <SegmentTimeline>${renderTimeline(segments, isGrowing ? expectedSegmentMs : null)}</SegmentTimeline>`,
    "        </SegmentTemplate>",
    "      </Representation>",
  ].join("\n");
}

/** Lengths are told from start to start, so that rounding leaves no gaps. */
function renderTimeline(segments: readonly Segment[], growsToMs: number | null): string {
  const starts = segments.map(({ startMs }) => Math.round(startMs));
  return segments
    .map(({ durationMs }, index) => {
      const start = starts[index] ?? 0;
      const next = starts[index + 1];
      const lengthMs = next === undefined ? Math.max(Math.round(durationMs), growsToMs ?? 1) : next - start;
      return `<S t="${start}" d="${lengthMs}"/>`;
    })
    .join("");
}

/** Epoch ms at which the newest period ends. */
function endMs({ periods }: MpdView): number {
  const last = periods.at(-1);
  const segment = last && allOf(last)[0]?.segments.at(-1);
  return last && segment ? last.wallMs + segment.startMs + segment.durationMs - last.mediaMs : 0;
}

function longestMs({ periods, expectedSegmentMs }: MpdView): number {
  const segments = periods.flatMap((period) => allOf(period).flatMap((one) => one.segments));
  return segments.reduce((longest, { durationMs }) => Math.max(longest, durationMs), expectedSegmentMs);
}

function allOf({ tracks }: MpdPeriod): MpdRepresentation[] {
  return [...tracks.video, ...tracks.audio];
}

/** A length of time in ms, as XML Schema writes it. */
export function isoDuration(ms: number): string {
  return `PT${(Math.round(ms) / 1000).toString()}S`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
