"use server";

import { revalidatePath } from "next/cache";
import { createInvitation } from "@/lib/auth/invitations";
import {
  CreateInvitationInput,
  SetRoleInput,
  SetTierInput,
  SignUpModeInput,
  SuspendUserInput,
  UnsuspendUserInput,
} from "@/lib/auth/schemas";
import { setRole } from "@/lib/auth/set-role";
import { setSignUpMode } from "@/lib/auth/settings";
import { suspendUser, unsuspendUser } from "@/lib/auth/suspend-user";
import { setTier } from "@/lib/auth/users";
import { adminAction } from "@/lib/server-action";

export const setRoleAction = adminAction(SetRoleInput, async ({ userId, role }, { actor }) => {
  await setRole(actor, userId, role);
  revalidatePath("/admin/users");
});

export const setTierAction = adminAction(SetTierInput, async ({ userId, tier }, { actor }) => {
  await setTier(actor, userId, tier);
  revalidatePath("/admin/users");
});

export const suspendUserAction = adminAction(SuspendUserInput, async ({ userId, reason }, { actor }) => {
  const outcome = await suspendUser(actor, userId, reason);
  revalidatePath("/admin/users");
  return outcome;
});

export const unsuspendUserAction = adminAction(UnsuspendUserInput, async ({ userId }, { actor }) => {
  await unsuspendUser(actor, userId);
  revalidatePath("/admin/users");
});

/** The answer holds the link, this once. */
export const createInvitationAction = adminAction(CreateInvitationInput, (input, { actor }) =>
  createInvitation(actor, input),
);

export const setSignUpModeAction = adminAction(SignUpModeInput, async ({ mode }, { actor }) => {
  await setSignUpMode(actor, mode);
  revalidatePath("/admin/users");
});
