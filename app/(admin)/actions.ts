"use server";

import { revalidatePath } from "next/cache";
import { PutAwayInput, putAwayNotices } from "@/lib/notices/put-away-notices";
import { adminAction } from "@/lib/server-action";

export const putAwayNoticesAction = adminAction(PutAwayInput, async (input, { actor }) => {
  await putAwayNotices(actor, input);
  revalidatePath("/admin", "layout");
});
