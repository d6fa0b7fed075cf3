"use server";

import { revalidatePath } from "next/cache";
import { adminAction } from "@/lib/server-action";
import { setTierSettings } from "@/lib/settings/set-tier-settings";
import { TierSettingsInput } from "@/lib/settings/tier-settings";

export const setTierSettingsAction = adminAction(TierSettingsInput, async (input, { actor }) => {
  await setTierSettings(actor, input);
  revalidatePath("/admin/tiers");
});
