import type { MpdPeriod, MpdRepresentation, MpdView } from "./render-mpd";
import type { Rendition } from "./rendition";
import type { Segment, Stretch } from "./segment";
import { MIN_SEGMENT_MS } from "./segment-limits";
import { splitFragment } from "./split-tracks";

type Renditions = ReadonlyMap<string, Rendition>;

/** Told before a whole segment has been measured. */
const USUAL_SOUND_BITS = 128_000;

/** What a manifest says of a stream's renditions, the source first; null while nothing can be played. */
export function mpdView(renditions: Renditions, nowMs: number): MpdView | null {
  const [source] = renditions.values();
  const newest = source && segmentsOf(source).at(-1);
  if (!source || !newest) return null;
  const stretches = new Set(segmentsOf(source).map(({ stretch }) => stretch));
  const periods = [...stretches].map((stretch) => period(stretch, source, renditions));
  const { window, partTargetMs, isEnded } = source;
  const last = window.complete.findLast(({ stretch }) => stretch === newest.stretch);
  return {
    periods,
    windowMs: window.dvrWindowMs,
    partTargetMs: partTargetMs ?? 0,
    expectedSegmentMs: Math.round(last?.durationMs ?? MIN_SEGMENT_MS),
    isEnded,
    nowMs,
  };
}

function period(stretch: Stretch, source: Rendition, renditions: Renditions): MpdPeriod {
  const msns = new Set(segmentsOf(source).flatMap((one) => (one.stretch === stretch ? one.msn : [])));
  const video: MpdRepresentation[] = [];
  const audio: MpdRepresentation[] = [];
  for (const [name, rendition] of renditions) {
    const listed = listedOf(rendition, msns);
    if (!listed) continue;
    const [picture, sound] = [pictureOf(name, rendition, listed), soundOf(name, rendition, listed)];
    // A rendition that differs in its sound only has the source's pictures, and the other way round.
    if (picture && !video.some((one) => isSame(one, picture))) video.push(picture);
    if (sound && !audio.some((one) => isSame(one, sound))) audio.push(sound);
  }
  const { msn, wallMs, startMs } = stretch;
  return { id: msn, wallMs, mediaMs: startMs, tracks: { video, audio } };
}

type Listed = NonNullable<ReturnType<typeof listedOf>>;

function pictureOf(
  name: string,
  rendition: Rendition,
  { initName, ...listed }: Listed,
): MpdRepresentation | null {
  const facts = rendition.facts(name);
  const video = rendition.tracksOf(initName)?.video;
  if (!facts || !video) return null;
  const { peakBandwidth, frameRate } = facts;
  return {
    name,
    track: { video },
    bandwidth: peakBandwidth,
    frameRate,
    base: `dash/${name}/video/`,
    ...listed,
  };
}

function soundOf(
  name: string,
  rendition: Rendition,
  { initName, ...listed }: Listed,
): MpdRepresentation | null {
  const audio = rendition.tracksOf(initName)?.audio;
  if (!audio) return null;
  const bandwidth = soundBits(rendition.window.complete.findLast((segment) => !segment.hasGap));
  return {
    name: `${name}-sound`,
    track: { audio },
    bandwidth,
    frameRate: null,
    base: `dash/${name}/audio/`,
    ...listed,
  };
}

/** Pictures are told apart by their decoder's setup, sound by its codec: all of it comes from one encoder's. */
function isSame({ track: a }: MpdRepresentation, { track: b }: MpdRepresentation): boolean {
  if ("video" in a) return "video" in b && a.video.decoderConfig.equals(b.video.decoderConfig);
  return "audio" in b && a.audio.codec === b.audio.codec;
}

/** Of a rendition that was away for a while, what has come since. */
function listedOf(rendition: Rendition, msns: ReadonlySet<number>) {
  const own = segmentsOf(rendition).filter(({ msn }) => msns.has(msn));
  const initName = own.at(-1)?.initName ?? "";
  const brokenAt = own.findLastIndex((one) => one.hasGap === true || one.initName !== initName);
  const segments = own.slice(brokenAt + 1);
  const isGrowing = segments.at(-1) === rendition.window.open;
  return segments.length > 0 ? { segments, isGrowing, initName } : null;
}

function soundBits(segment: Segment | undefined): number {
  if (!segment) return USUAL_SOUND_BITS;
  const chunks = segment.body.flatMap((part) => splitFragment(part, "audio"));
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return (bytes * 8_000) / Math.max(1, segment.durationMs);
}

function segmentsOf({ window }: Rendition): readonly Segment[] {
  return window.open ? [...window.complete, window.open] : window.complete;
}
