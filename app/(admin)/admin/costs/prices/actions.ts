"use server";

import { revalidatePath } from "next/cache";
import { changePrices } from "@/lib/price-books/change-prices";
import { ChangePricesInput } from "@/lib/price-books/price-change";
import { adminAction } from "@/lib/server-action";

export const changePricesAction = adminAction(ChangePricesInput, async (input, { actor }) => {
  await changePrices(actor, input);
  revalidatePath("/admin/costs", "layout");
});
