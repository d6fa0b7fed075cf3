import "server-only";
import type { Actor } from "../auth/actor";
import { getBudgets } from "./get-budgets";

/** The amounts at which budgets over everything tell or act, in micro-dollars, smallest first. For admins; throws `forbidden`. */
export async function getSpendMarks(actor: Actor): Promise<readonly number[]> {
  const amounts = (await getBudgets(actor))
    .filter(({ scope }) => scope.kind === "all")
    .flatMap(({ thresholds }) => thresholds.map(({ atMicros }) => atMicros));
  return [...new Set<number>(amounts)].sort((a, b) => a - b);
}
