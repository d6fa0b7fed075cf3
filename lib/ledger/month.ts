import { z } from "zod";

/** A month of the calendar in UTC, e.g. `2026-11`. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

export const GROUPS = ["provider", "tier", "label", "creator", "day"] as const;
export const GroupBy = z.enum(GROUPS);
export type GroupBy = z.infer<typeof GroupBy>;

/** The month that a moment (epoch ms) falls in, in UTC, e.g. `2026-11`. Pure. */
export function monthOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 7);
}

/** The day that a moment (epoch ms) falls in, in UTC, e.g. `2026-11-17`. Pure. */
export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
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
