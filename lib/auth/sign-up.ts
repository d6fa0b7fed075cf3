import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../db/client";
import { isUniqueViolation } from "../db/is-unique-violation";
import { type Role, type Tier, users } from "../db/schema";
import { AppError } from "../errors";
import { createAccount } from "./create-account";
import { useInvitation } from "./invitations";
import { hashPassword } from "./passwords";
import { limitRate } from "./rate-limits";
import type { SignUpInput } from "./schemas";
import { getSignUpMode } from "./settings";

/** Makes an account. Throws `rate-limited`, `sign-up-closed`, `invitation-invalid`, `email-taken`. */
export async function signUp(
  input: SignUpInput,
  address: string,
): Promise<{ userId: string; email: string; role: Role }> {
  await limitRate("sign-up-address", address);
  if (!input.invitation && (await getSignUpMode()) !== "open") throw new AppError("sign-up-closed");
  const passwordHash = await hashPassword(input.password);
  const account = (await db()).transaction(async (tx) => {
    const offer: { role: Role; tier: Tier } = input.invitation
      ? await useInvitation(tx, input.invitation)
      : { role: "creator", tier: "free" };
    const [taken] = await tx
      .select({ id: users.id })
      .from(users)
      .where(sql`lower(${users.email}) = ${input.email}`);
    if (taken) throw new AppError("email-taken");
    const { userId } = await createAccount(tx, {
      email: input.email,
      name: input.name,
      passwordHash,
      role: offer.role,
      tier: offer.tier,
    });
    return { userId, email: input.email, role: offer.role };
  });
  return account.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError("email-taken", undefined, { cause: error }) : error;
  });
}
