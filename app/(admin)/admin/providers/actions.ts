"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/lib/server-action";
import { testProvider } from "@/lib/settings/test-provider";
import { tryProviderNow } from "@/lib/settings/try-provider-now";

const Which = z.object({ id: z.string().min(1).max(64) });

export const testProviderAction = adminAction(Which, ({ id }, { actor }) => testProvider(actor, id));

export const tryProviderNowAction = adminAction(Which, async ({ id }, { actor }) => {
  await tryProviderNow(actor, id);
  revalidatePath("/admin/providers");
});
