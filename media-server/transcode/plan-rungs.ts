import type { LadderRung } from "../../lib/wire/stream-settings";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A rung with everything that depends on the source. */
export interface PlannedRung extends PictureSize {
  readonly name: string;
  readonly videoKbps: number;
  /** H.264 level as the encoder takes it, e.g. `3.1`. */
  readonly level: string;
  /** RFC 6381; known before the first frame, because players are told of a rendition ahead of it. */
  readonly codecString: string;
}

/** Macroblocks a second and a frame (ITU-T H.264 table A-1); the lowest level that fits is taken. */
const LEVELS = [
  { level: "3.0", perSecond: 40_500, perFrame: 1_620 },
  { level: "3.1", perSecond: 108_000, perFrame: 3_600 },
  { level: "3.2", perSecond: 216_000, perFrame: 5_120 },
  { level: "4.0", perSecond: 245_760, perFrame: 8_192 },
  { level: "4.2", perSecond: 522_240, perFrame: 8_704 },
  { level: "5.1", perSecond: 983_040, perFrame: 36_864 },
  { level: "5.2", perSecond: 2_073_600, perFrame: 36_864 },
] as const;
/** Of a core: reading the source and writing renditions, per million pixels a second; measured with x264 veryfast. */
const CORES_PER_READ_MEGAPIXEL = 0.003;
const CORES_PER_WRITTEN_MEGAPIXEL = 0.0115;
const CORES_PER_CHILD = 0.02;

/**
 * The rungs that are smaller than the source, best first. A rung's height is its short side, so that an upright
 * picture has the same qualities as a lying one. Pure.
 */
export function planRungs(
  ladder: readonly LadderRung[],
  source: PictureSize,
  framesPerSecond: number,
): PlannedRung[] {
  const shortSide = Math.min(source.width, source.height);
  const names = new Set<string>(["source"]);
  return [...ladder]
    .sort((a, b) => b.height - a.height)
    .filter(({ name, height }) => height < shortSide && !names.has(name) && names.add(name))
    .map(({ name, height, videoKbps }) => {
      const scale = height / shortSide;
      const size = { width: even(source.width * scale), height: even(source.height * scale) };
      const level = levelFor(size, framesPerSecond);
      const levelByte = Math.round(Number(level) * 10)
        .toString(16)
        .padStart(2, "0");
      // Main profile, which x264 marks as decodable by Main decoders (constraint_set1).
      return { name, videoKbps, ...size, level, codecString: `avc1.4d40${levelByte}` };
    });
}

/** How many cores one child with these rungs takes, roughly. Pure. */
export function estimateCores(
  source: PictureSize,
  rungs: readonly PictureSize[],
  framesPerSecond: number,
): number {
  const megapixels = ({ width, height }: PictureSize) => (width * height * framesPerSecond) / 1e6;
  const written = rungs.reduce((sum, rung) => sum + megapixels(rung), 0);
  return (
    CORES_PER_CHILD + megapixels(source) * CORES_PER_READ_MEGAPIXEL + written * CORES_PER_WRITTEN_MEGAPIXEL
  );
}

function levelFor({ width, height }: PictureSize, framesPerSecond: number): string {
  const perFrame = Math.ceil(width / 16) * Math.ceil(height / 16);
  // Rates are measured over a few frames whose times are whole ms: 30 must not look like a little more.
  const perSecond = perFrame * framesPerSecond * 0.98;
  const fitting = LEVELS.find((level) => perFrame <= level.perFrame && perSecond <= level.perSecond);
  return fitting?.level ?? "5.2";
}

/** 4:2:0 pictures have even sides. */
function even(side: number): number {
  return Math.max(2, Math.round(side / 2) * 2);
}
