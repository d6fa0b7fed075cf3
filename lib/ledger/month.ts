import { z } from "zod";
import type { UsageBasis, UsageKind } from "../usage/usage-kinds";

/** A month of the calendar in UTC, e.g. `2026-11`. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

export const GROUPS = ["provider", "tier", "label", "creator", "day"] as const;
export const GroupBy = z.enum(GROUPS);
export type GroupBy = z.infer<typeof GroupBy>;

/** One line of a month: what one group took of one kind. Quantities are whole numbers in the kind's unit, as text: they may be past 2^53. */
export interface MonthLine {
  /** A provider's id, a tier, a label, a channel's id or a day, as asked. */
  readonly group: string;
  readonly kind: UsageKind;
  /** What sums take, and how it is known; groups of mixed knowledge have a line for each basis. */
  readonly basis: UsageBasis;
  readonly quantity: string;
  readonly streams: number;
  /** Windows whose figures deserve a second look. */
  readonly marked: number;
}

/** First day of the month and of the next, as dates. Pure. */
export function daysOf(month: string): { readonly from: string; readonly until: string } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return { from: `${month}-01`, until: new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10) };
}

/** The month before or after, by how many. Pure. */
export function monthBeside(month: string, step: number): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}
