import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { Budget } from "../costs/guards/budget";
import { readBudgets } from "./stored-budgets";

/** The preset until an admin has saved others. Throws `forbidden`. */
export async function getBudgets(actor: Actor): Promise<readonly Budget[]> {
  assertAdmin(actor);
  return readBudgets();
}
