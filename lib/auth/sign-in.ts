import { sql } from "drizzle-orm";
import { db } from "../db/client";
import { users } from "../db/schema";
import { AppError } from "../errors";
import { verifyPassword } from "./passwords";
import { forgetRate, limitRate } from "./rate-limits";
import type { SessionClaims } from "./read-actor";

/**
 * Checks an e-mail and a password. Throws `rate-limited`, or `unauthenticated` alike for a wrong password, an unknown
 * address and a suspended account. The thrown message is the code: next-auth hands it to the page as `error`.
 */
export async function signIn(given: {
  email: string;
  password: string;
  address: string;
}): Promise<SessionClaims & { readonly name: string }> {
  const email = given.email.trim().toLowerCase().slice(0, 254);
  try {
    await limitRate("sign-in-address", given.address);
    await limitRate("sign-in-account", email);
  } catch {
    throw new AppError("rate-limited", "rate-limited");
  }
  const [account] = await (await db())
    .select()
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`)
    .limit(1);
  const matches = await verifyPassword(account?.passwordHash ?? null, given.password.slice(0, 200));
  if (!account || !matches || account.suspendedAt) throw new AppError("unauthenticated", "unauthenticated");
  await forgetRate("sign-in-account", email);
  return { userId: account.id, sessionVersion: account.sessionVersion, name: account.name };
}
