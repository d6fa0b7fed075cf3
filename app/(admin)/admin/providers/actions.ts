"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/lib/server-action";
import { testProvider } from "@/lib/settings/test-provider";
import { tryProviderNow } from "@/lib/settings/try-provider-now";
import { deleteOrphans, MOST_ORPHANS_AT_ONCE } from "@/lib/streams/delete-orphans";
import { findOrphans } from "@/lib/streams/find-orphans";

const Which = z.object({ id: z.string().min(1).max(64) });

export const testProviderAction = adminAction(Which, ({ id }, { actor }) => testProvider(actor, id));

export const tryProviderNowAction = adminAction(Which, async ({ id }, { actor }) => {
  await tryProviderNow(actor, id);
  revalidatePath("/admin/providers");
});

export const findOrphansAction = adminAction(Which, ({ id }, { actor }) => findOrphans(actor, id));

const Chosen = Which.extend({ ids: z.array(z.string().min(1).max(256)).min(1).max(MOST_ORPHANS_AT_ONCE) });

export const deleteOrphansAction = adminAction(Chosen, ({ id, ids }, { actor }) =>
  deleteOrphans(actor, id, ids),
);
