import type { AudioConfig } from "../media";
import type { MpdPeriod, MpdRepresentation, MpdView } from "./render-mpd";
import type { Rendition } from "./rendition";
import type { Segment, Stretch } from "./segment";
import { MIN_SEGMENT_MS } from "./segment-limits";

/** What a manifest says of a stream's renditions, the source first; null while nothing can be played. */
export function mpdView(renditions: ReadonlyMap<string, Rendition>, nowMs: number): MpdView | null {
  const [source] = renditions.values();
  const newest = source && segmentsOf(source).at(-1);
  if (!source || !newest) return null;
  const stretches = new Set(segmentsOf(source).map(({ stretch }) => stretch));
  const periods = [...stretches].flatMap((stretch) => period(stretch, source, renditions) ?? []);
  if (periods.length === 0) return null;
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

function period(
  stretch: Stretch,
  source: Rendition,
  renditions: ReadonlyMap<string, Rendition>,
): MpdPeriod | null {
  const msns = new Set(segmentsOf(source).flatMap((one) => (one.stretch === stretch ? one.msn : [])));
  const sound = source.facts("source")?.tracks.audio?.codec;
  const representations = [...renditions].flatMap(
    ([name, rendition]) => representation({ name, rendition, msns, sound }) ?? [],
  );
  if (representations.length === 0) return null;
  const { msn, wallMs, startMs } = stretch;
  return { id: msn, wallMs, mediaMs: startMs, representations };
}

/** Of a rendition that was away for a while, what has come since. */
function representation({
  name,
  rendition,
  msns,
  sound,
}: {
  name: string;
  rendition: Rendition;
  msns: ReadonlySet<number>;
  sound: AudioConfig["codec"] | undefined;
}): MpdRepresentation | null {
  const facts = rendition.facts(name);
  // Representations of one set have to be exchangeable: other sound isn't.
  if (facts?.tracks.audio?.codec !== sound) return null;
  const own = segmentsOf(rendition).filter(({ msn }) => msns.has(msn));
  const last = own.at(-1);
  if (!facts || !last) return null;
  const brokenAt = own.findLastIndex((one) => one.hasGap === true || one.initName !== last.initName);
  const segments = own.slice(brokenAt + 1);
  if (segments.length === 0) return null;
  const isGrowing = last === rendition.window.open;
  return { name, facts, base: `dash/${name}/`, segments, isGrowing };
}

function segmentsOf({ window }: Rendition): readonly Segment[] {
  return window.open ? [...window.complete, window.open] : window.complete;
}
