/** The month of the calendar that a moment falls in, in UTC, e.g. `2026-11`. Pure. */
export function monthOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 7);
}

/** The day that a moment falls in, in UTC, e.g. `2026-11-17`. Pure. */
export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** The month before, e.g. `2026-10`. Pure. */
export function monthBefore(month: string): string {
  return monthOf(Date.parse(`${month}-01`) - 1);
}
