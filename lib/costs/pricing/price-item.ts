import { ZERO } from "../money";
import type { Assumed, PriceEntry, PriceItem } from "../price-book/price-book";
import { KIND_OF, type MeteredKind } from "../price-book/price-units";
import { chooseEntry, type Part } from "./choose-entry";
import { isFree, priceLine } from "./price-line";
import type {
  BaseUnit,
  CostLine,
  CostReason,
  KnownQuantity,
  PriceContext,
  UsageQuantities,
} from "./priced-usage";
import { splitQuantity } from "./split-quantity";

const UNIT_OF: Record<MeteredKind, BaseUnit> = {
  "ingest-ms": "ms",
  "viewer-ms": "ms",
  "transcode-ms": "ms",
  "bytes-in": "bytes",
  "bytes-out": "bytes",
  "turn-bytes": "bytes",
  "stored-ms-days": "ms-days",
  "stored-byte-days": "byte-days",
  "write-requests": "requests",
  "read-requests": "requests",
};

export interface ItemToPrice {
  readonly item: PriceItem;
  /** The plan's prices of this item. */
  readonly entries: readonly PriceEntry[];
  readonly usage: UsageQuantities;
  readonly assumed: Assumed;
  readonly context: PriceContext;
  /** By pool; grows by what is priced. */
  readonly soFar: Map<string, bigint>;
}

/** One line for each price that takes part, one where nothing is known. Writes to `soFar`, else pure. */
export function priceItem({
  item,
  entries,
  usage,
  assumed,
  context,
  soFar,
}: ItemToPrice): readonly CostLine[] {
  const kind = KIND_OF[item];
  if (kind === null) return [];
  const common = { item, unit: UNIT_OF[kind] };
  const known = usage[kind];
  if (!known) {
    const line = unpriced(common, null, { type: "quantity-unknown", kind });
    const [only] = entries;
    // However much it was, it costs nothing.
    if (!only || !entries.every(isFree)) return [line];
    return [{ ...line, entry: only.id, amountMicros: ZERO, why: [{ type: "not-billed" }] }];
  }
  return partsOf(item, known, context).map(({ part, quantity }) => {
    const { entry, why } = chooseEntry(entries, part, assumed);
    if (!entry)
      return { ...unpriced(common, quantity, ...why), basis: known.basis, quantity: String(quantity) };
    return priceLine({ common, entry, quantity, basis: known.basis, why, context, soFar });
  });
}

/** What viewers took divides by where they are and what they watch; equal parts are put together. */
function partsOf(
  item: PriceItem,
  { quantity }: KnownQuantity,
  { delivered = [], channelType = null }: PriceContext,
): readonly { readonly part: Part; readonly quantity: bigint }[] {
  const whole = { part: { region: null, quality: null, channelType }, quantity };
  if (item !== "delivery" && item !== "egress") return [whole];
  const merged = new Map<string, { part: Part; weight: number }>();
  for (const { region, quality, weight } of delivered) {
    const key = `${region}/${quality}`;
    const before = merged.get(key)?.weight ?? 0;
    merged.set(key, { part: { region, quality, channelType: null }, weight: before + weight });
  }
  const parts = [...merged.values()];
  const quantities = splitQuantity(
    quantity,
    parts.map(({ weight }) => weight),
  );
  if (!quantities) return [whole];
  return parts
    .map(({ part }, index) => ({ part, quantity: quantities[index] ?? 0n }))
    .filter((piece, index) => piece.quantity !== 0n || (quantity === 0n && index === 0));
}

function unpriced(
  common: { readonly item: PriceItem; readonly unit: BaseUnit },
  quantity: bigint | null,
  ...why: readonly CostReason[]
): CostLine {
  return {
    ...common,
    entry: null,
    pool: null,
    quantity: quantity === null ? null : String(quantity),
    amountMicros: null,
    basis: null,
    why,
  };
}
