import type { OfferedCodec } from "../sdp/offer";

/** `profile_idc` and the constraint flags that make it another profile (H.264 §A.2, RFC 6184 §8.1). */
interface Profile {
  readonly idc: number;
  readonly isConstrained: boolean;
}

const BASELINE = 0x42;
const MAIN = 0x4d;
/** RFC 6184 §8.1: what a missing `profile-level-id` means. */
const DEFAULT_PROFILE = "42000a";
/** Which profiles hold which: a decoder of a later one plays the earlier ones. */
const BREADTH = [BASELINE, MAIN, 0x58, 0x64, 0x6e, 0x7a, 0xf4];

/**
 * The payload type under which a viewer is sent H.264 of this profile: fragmented packets (packetization-mode 1) are a
 * must; among those the same profile is best, then the nearest that holds it, then whatever there is, because decoders
 * in browsers play them all. The viewer's order counts among equals. Null without any.
 */
export function chooseH264(codecs: readonly OfferedCodec[], profileLevelId: string): OfferedCodec | null {
  const wanted = readProfile(profileLevelId);
  const usable = codecs.filter(
    ({ name, clockRate, parameters }) =>
      name === "H264" && clockRate === 90_000 && parameters.get("packetization-mode") === "1",
  );
  const ranked = usable.map((codec, index) => ({ codec, index, distance: distance(codec, wanted) }));
  ranked.sort((a, b) => a.distance - b.distance || a.index - b.index);
  return ranked[0]?.codec ?? null;
}

function distance(codec: OfferedCodec, wanted: Profile): number {
  const offered = readProfile(codec.parameters.get("profile-level-id") || DEFAULT_PROFILE);
  const step = BREADTH.indexOf(offered.idc) - BREADTH.indexOf(wanted.idc);
  if (step === 0) return offered.isConstrained === wanted.isConstrained ? 0 : 1;
  return step > 0 ? 1 + step : 10 - step;
}

function readProfile(profileLevelId: string): Profile {
  const bits = Number.parseInt(profileLevelId.slice(0, 4), 16);
  return Number.isNaN(bits)
    ? { idc: BASELINE, isConstrained: false }
    : { idc: bits >> 8, isConstrained: (bits & 0x40) !== 0 };
}
