import { Events, type default as Hls, type Level } from "hls.js";

/**
 * A stream may come with its sound in two codecs. What this browser can't play is gone from the list already; of what is
 * left, changing between the two would interrupt the sound, so that only the encoder's own stays.
 */
export function keepOneSound(hls: Hls): void {
  hls.on(Events.MANIFEST_PARSED, () => {
    for (const index of spareVariants(hls.levels)) hls.removeLevel(index);
  });
}

/** Indexes from the last to the first, so that removing one leaves the others in place. Pure. */
export function spareVariants(levels: readonly Pick<Level, "attrs" | "audioCodec">[]): number[] {
  const source = levels.find(({ attrs }) => attrs["STABLE-VARIANT-ID"] === "source");
  if (!source) return [];
  const spare = levels.flatMap(({ audioCodec }, index) => (audioCodec === source.audioCodec ? [] : [index]));
  return spare.reverse();
}
