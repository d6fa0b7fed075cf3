import { z } from "zod";
import type { ProviderId } from "../../providers/contract";
import { fromDollars, type MicroDollars } from "../money";
import type { PriceBook } from "../price-book/price-book";

const Usd = z.number().min(0).max(1e9);

/** Null dollars: not possible. `uplink`: possible as far as the creator's own line carries. */
const Cell = z.strictObject({ usd: Usd.nullable(), limit: z.enum(["uplink"]).nullable().default(null) });

/** Round figures to plan by, as data. They are nobody's prices, and are shown beside what list prices give. */
export const PlanningFigures = z.strictObject({
  version: z.literal("planning-figures/1"),
  /** For a month, by viewers at once. */
  monthly: z
    .array(
      z.strictObject({
        viewers: z.number().int().positive(),
        cells: z.record(z.string().min(1).max(64), Cell),
      }),
    )
    .min(1)
    .max(50),
  others: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        provider: z.string().min(1).max(64),
        usd: Usd,
        /** The price of the book that says the same, or otherwise; null where nothing compares. */
        entry: z.string().nullable(),
      }),
    )
    .max(50),
});
export type PlanningFigures = z.infer<typeof PlanningFigures>;

export type PlanningFigure =
  | { readonly type: "amount"; readonly micros: MicroDollars; readonly limit: "uplink" | null }
  | { readonly type: "not-possible" };

/** The figure of one cell; null where the table has none for just so many viewers, or no such provider. Pure. */
export function planningFigure(
  figures: PlanningFigures,
  provider: ProviderId,
  viewers: number,
): PlanningFigure | null {
  const cell = figures.monthly.find((row) => row.viewers === viewers)?.cells[provider];
  if (!cell) return null;
  if (cell.usd === null) return { type: "not-possible" };
  return { type: "amount", micros: fromDollars(cell.usd), limit: cell.limit };
}

export interface FigureBesidePrice {
  readonly id: string;
  readonly provider: ProviderId;
  readonly plannedMicros: MicroDollars;
  /** What the book says above what is free; null where nothing compares. */
  readonly listedMicros: MicroDollars | null;
}

/** The single figures beside today's list prices. Pure. */
export function listFiguresBesidePrices(
  figures: PlanningFigures,
  book: PriceBook,
): readonly FigureBesidePrice[] {
  return figures.others.map(({ id, provider, usd, entry }) => {
    const price = book.entries.find((candidate) => candidate.id === entry);
    const listed = price?.tiers.find(([, tierUsd]) => tierUsd > 0)?.[1];
    return {
      id,
      provider,
      plannedMicros: fromDollars(usd),
      listedMicros: listed === undefined ? null : fromDollars(listed),
    };
  });
}
