import type { Actor } from "../auth/actor";
import { TOKEN_SCOPES, type TokenScope } from "../auth/actor";
import { createAccount } from "../auth/create-account";
import { findAccount, toActor } from "../auth/read-actor";
import { insertToken } from "../auth/tokens";
import { db } from "../db/client";
import type { Role } from "../db/schema";
import { randomText } from "../secrets/random-text";

/** An account in the database and its actor, as a session would give it. */
export async function makeActor(role: Role, name = "Ayo Test"): Promise<Actor> {
  const email = `${randomText(10).toLowerCase()}@example.org`;
  const database = await db();
  const { userId } = await database.transaction((tx) =>
    createAccount(tx, { email, name, passwordHash: null, role, tier: "free" }),
  );
  const account = await findAccount(userId);
  if (!account) throw new Error("the account was not stored");
  return toActor(account, "session", TOKEN_SCOPES);
}

export async function makeToken(owner: Actor, scopes: readonly TokenScope[] = TOKEN_SCOPES): Promise<string> {
  const token = `apl_${randomText(40)}`;
  const wish = { name: "test", scopes, actor: owner, userId: owner.userId, token };
  await (await db()).transaction((tx) => insertToken(tx, wish));
  return token;
}
