"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/lib/server-action";
import { OptionValues, ProviderOptionsInput, setProviderOptions } from "@/lib/settings/set-provider-options";
import { testProvider } from "@/lib/settings/test-provider";
import { tryProviderNow } from "@/lib/settings/try-provider-now";
import { deleteOrphans, MOST_ORPHANS_AT_ONCE } from "@/lib/streams/delete-orphans";
import { findOrphans } from "@/lib/streams/find-orphans";

const Which = z.object({ id: z.string().min(1).max(64) });
const Draft = Which.extend({ draft: OptionValues });

export const testProviderAction = adminAction(Draft, async ({ id, draft }, { actor }) => {
  const checks = await testProvider(actor, id, draft);
  revalidatePath(`/admin/providers/${id}`);
  return checks;
});

export const setProviderOptionsAction = adminAction(ProviderOptionsInput, async (input, { actor }) => {
  await setProviderOptions(actor, input);
  revalidatePath("/admin/providers", "layout");
});

export const tryProviderNowAction = adminAction(Which, async ({ id }, { actor }) => {
  await tryProviderNow(actor, id);
  revalidatePath("/admin/providers", "layout");
});

export const findOrphansAction = adminAction(Which, ({ id }, { actor }) => findOrphans(actor, id));

const Chosen = Which.extend({ ids: z.array(z.string().min(1).max(256)).min(1).max(MOST_ORPHANS_AT_ONCE) });

export const deleteOrphansAction = adminAction(Chosen, ({ id, ids }, { actor }) =>
  deleteOrphans(actor, id, ids),
);
