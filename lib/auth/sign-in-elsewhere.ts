import { and, eq, sql } from "drizzle-orm";
import { db } from "../db/client";
import { oauthAccounts, users } from "../db/schema";
import { createAccount } from "./create-account";
import type { SessionClaims } from "./read-actor";
import { getSignUpMode } from "./settings";

export interface ForeignIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly name: string | null;
}

/** Finds or makes the account of somebody whom another site vouches for; a code when there is none to give. */
export async function signInElsewhere(
  identity: ForeignIdentity,
): Promise<SessionClaims | "suspended" | "email-taken" | "sign-up-closed" | "email-missing"> {
  const known = await findLinked(identity);
  if (known) return known.suspendedAt ? "suspended" : claimsOf(known);
  const email = identity.email?.trim().toLowerCase();
  if (!email) return "email-missing";
  if ((await getSignUpMode()) !== "open") return "sign-up-closed";
  return (await db()).transaction(async (tx) => {
    const [taken] = await tx
      .select({ id: users.id })
      .from(users)
      .where(sql`lower(${users.email}) = ${email}`);
    // Never joined by address: neither side has proved to us that the address is theirs.
    if (taken) return "email-taken" as const;
    const name = (identity.name ?? email.split("@")[0] ?? "Creator").slice(0, 60);
    const account = await createAccount(tx, {
      email,
      name,
      passwordHash: null,
      role: "creator",
      tier: "free",
    });
    await tx.insert(oauthAccounts).values({
      id: crypto.randomUUID(),
      userId: account.userId,
      issuer: identity.issuer,
      subject: identity.subject,
    });
    return { userId: account.userId, sessionVersion: 1 };
  });
}

async function findLinked({ issuer, subject }: ForeignIdentity) {
  const [row] = await (await db())
    .select({ id: users.id, suspendedAt: users.suspendedAt, sessionVersion: users.sessionVersion })
    .from(oauthAccounts)
    .innerJoin(users, eq(users.id, oauthAccounts.userId))
    .where(and(eq(oauthAccounts.issuer, issuer), eq(oauthAccounts.subject, subject)));
  return row ?? null;
}

function claimsOf(row: { id: string; sessionVersion: number }): SessionClaims {
  return { userId: row.id, sessionVersion: row.sessionVersion };
}
