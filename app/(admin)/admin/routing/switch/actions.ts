"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { getSwitchFigures } from "@/lib/policies/get-switch-figures";
import { ChangeReason } from "@/lib/policies/policy-version";
import { SwitchInput, switchPrimary } from "@/lib/policies/switch-primary";
import { takeBackSwitch } from "@/lib/policies/take-back-switch";
import { adminAction } from "@/lib/server-action";

const refresh = () => revalidatePath("/admin/routing", "layout");

export const switchPrimaryAction = adminAction(
  SwitchInput.extend({ reason: ChangeReason }),
  async (input, { actor }) => {
    await switchPrimary(actor, input);
    refresh();
  },
);

export const takeBackSwitchAction = adminAction(
  z.object({ reason: ChangeReason }),
  async (input, { actor }) => {
    await takeBackSwitch(actor, input);
    refresh();
  },
);

export const switchFiguresAction = adminAction(z.object({}), (_, { actor }) => getSwitchFigures(actor));
