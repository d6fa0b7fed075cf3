/** How far a switch may go at its first step, in percent of creators. */
export const FIRST_STEPS = [10, 25, 50] as const;

/** How a switch usually goes on. */
export const STEPS = [10, 50, 100] as const;

/** Null when everybody is switched. */
export function nextStep(percent: number): number | null {
  return STEPS.find((step) => step > percent) ?? null;
}
