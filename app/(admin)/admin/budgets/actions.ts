"use server";

import { revalidatePath } from "next/cache";
import {
  RemoveBudgetInput,
  removeBudget,
  SaveBudgetInput,
  StockGuardInput,
  saveBudget,
  setStockGuard,
} from "@/lib/budgets/save-budgets";
import { TestWayInput, testWay } from "@/lib/notices/test-way";
import { adminAction } from "@/lib/server-action";

export const saveBudgetAction = adminAction(SaveBudgetInput, async (input, { actor }) => {
  await saveBudget(actor, input);
  revalidatePath("/admin", "layout");
});

export const removeBudgetAction = adminAction(RemoveBudgetInput, async (input, { actor }) => {
  await removeBudget(actor, input);
  revalidatePath("/admin", "layout");
});

export const setStockGuardAction = adminAction(StockGuardInput, async (input, { actor }) => {
  await setStockGuard(actor, input);
  revalidatePath("/admin/budgets");
});

export const testWayAction = adminAction(TestWayInput, (input, { actor }) => testWay(actor, input));
