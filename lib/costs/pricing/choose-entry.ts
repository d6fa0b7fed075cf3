import type { Assumed, PriceEntry, Quality, Region } from "../price-book/price-book";
import type { Assumable, CostReason } from "./priced-usage";

/** What is known of a part of the usage. */
export interface Part {
  readonly region: Region | null;
  readonly quality: Quality | null;
  readonly channelType: string | null;
}

export interface ChosenEntry {
  readonly entry: PriceEntry | null;
  readonly why: readonly CostReason[];
}

/**
 * Which of an item's prices is this part's. What nobody told is taken for granted as the plan says, but only where the
 * price depends on it; where the plan says nothing, there is no price. Pure.
 */
export function chooseEntry(entries: readonly PriceEntry[], part: Part, assumed: Assumed): ChosenEntry {
  const depends: Record<Assumable, boolean> = {
    region: entries.some(({ regions }) => regions.length > 0),
    quality: entries.some(({ quality }) => quality !== null),
    channelType: entries.some(({ channelType }) => channelType !== null),
  };
  const why: CostReason[] = [];
  const settle = <T extends string>(what: Assumable, known: T | null, granted: T | null): T | null => {
    if (!depends[what] || known !== null) return known;
    if (granted === null) why.push({ type: "price-depends-on", what });
    else why.push({ type: "assumed", what, value: granted });
    return granted;
  };
  const region = settle("region", part.region, assumed.region);
  const quality = settle("quality", part.quality, assumed.quality);
  const channelType = settle("channelType", part.channelType, assumed.channelType);
  if (why.some(({ type }) => type === "price-depends-on")) return { entry: null, why };
  const entry = entries.find(
    (candidate) =>
      (candidate.regions.length === 0 || (region !== null && candidate.regions.includes(region))) &&
      (candidate.quality === null || candidate.quality === quality) &&
      (candidate.channelType === null || candidate.channelType === channelType),
  );
  if (entry) return { entry, why };
  return { entry: null, why: [...why, { type: "no-price-for", region, quality, channelType }] };
}
