"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { changePassword } from "@/lib/auth/change-password";
import {
  ChangePasswordInput,
  CreateTokenInput,
  LocaleInput,
  TokenInput,
  UpdateProfileInput,
} from "@/lib/auth/schemas";
import { createToken, revokeToken } from "@/lib/auth/tokens";
import { updateProfile } from "@/lib/auth/update-profile";
import { SetEmbedOriginsInput } from "@/lib/embed/schemas";
import { setEmbedOrigins } from "@/lib/embed/set-embed-origins";
import { creatorAction, publicAction, userAction } from "@/lib/server-action";

/** The answer holds the token itself, this once. */
export const createTokenAction = userAction(CreateTokenInput, async (input, { actor }) => {
  const created = await createToken(actor, input);
  revalidatePath("/studio/settings");
  return created;
});

export const revokeTokenAction = userAction(TokenInput, async ({ tokenId }, { actor }) => {
  await revokeToken(actor, tokenId);
  revalidatePath("/studio/settings");
});

export const updateProfileAction = userAction(UpdateProfileInput, async (input, { actor }) => {
  const profile = await updateProfile(actor, input);
  revalidatePath("/studio/settings");
  return profile;
});

export const setEmbedOriginsAction = creatorAction(SetEmbedOriginsInput, async (input, { actor }) => {
  await setEmbedOrigins(actor, input);
  revalidatePath("/studio/settings");
});

/** Ends every session of the account, this one included: the page signs in again with the new password. */
export const changePasswordAction = userAction(ChangePasswordInput, async (input, { actor }) => {
  await changePassword(actor, input);
});

export const setLocaleAction = publicAction(LocaleInput, async ({ locale }) => {
  const jar = await cookies();
  jar.set("locale", locale, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
});
