import type { Transaction } from "../db/open-database";
import { channels, type Role, type Tier, users } from "../db/schema";
import { randomText } from "../secrets/random-text";
import { findFreeHandle } from "./handles";

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly tier: Tier;
}

/** Inserts the account, and the channel of whoever may go live. Fails on the unique index when the address is taken. */
export async function createAccount(tx: Transaction, account: NewAccount): Promise<{ userId: string }> {
  const userId = randomText(20);
  await tx.insert(users).values({ id: userId, ...account });
  if (account.role !== "viewer") await createChannel(tx, userId, account.name);
  return { userId };
}

export async function createChannel(tx: Transaction, userId: string, name: string): Promise<void> {
  const handle = await findFreeHandle(tx, name);
  await tx
    .insert(channels)
    .values({ id: randomText(20), userId, handle })
    .onConflictDoNothing({
      target: channels.userId,
    });
}
