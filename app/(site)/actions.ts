"use server";

import { requestAddress } from "@/lib/auth/request-address";
import { SignUpInput } from "@/lib/auth/schemas";
import { signUp } from "@/lib/auth/sign-up";
import { publicAction } from "@/lib/server-action";

/** Makes the account; the page then signs in with the same e-mail and password. */
export const signUpAction = publicAction(SignUpInput, async (input) => {
  const account = await signUp(input, await requestAddress());
  return { email: account.email, role: account.role };
});
