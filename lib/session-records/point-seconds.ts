/** Round lengths, in seconds; the first is that of one sample. */
const STEPS = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200] as const;
/** More than a chart can show on a wide screen. */
const MAX_POINTS = 720;

/** How long each point of a record is, so that a span in ms has at most 720 of them; 30 days fit. */
export function pointSecondsFor(spanMs: number): number {
  return STEPS.find((seconds) => spanMs / 1000 / seconds < MAX_POINTS) ?? 7_200;
}
