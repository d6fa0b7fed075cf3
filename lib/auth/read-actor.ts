import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { channels, users } from "../db/schema";
import { type Actor, TOKEN_SCOPES } from "./actor";

export interface SessionClaims {
  readonly userId: string;
  readonly sessionVersion: number;
}

/** The account as it is now; null when it is gone, suspended, or its sessions were ended. */
export async function readActor(claims: SessionClaims): Promise<Actor | null> {
  const account = await findAccount(claims.userId);
  if (!account || account.suspendedAt || account.sessionVersion !== claims.sessionVersion) return null;
  return toActor(account, "session", TOKEN_SCOPES);
}

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

export async function findAccount(userId: string) {
  const [row] = await (await db())
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      tier: users.tier,
      passwordHash: users.passwordHash,
      suspendedAt: users.suspendedAt,
      sessionVersion: users.sessionVersion,
      channelId: channels.id,
      handle: channels.handle,
    })
    .from(users)
    .leftJoin(channels, eq(channels.userId, users.id))
    .where(eq(users.id, userId))
    .limit(1);
  return row ?? null;
}

export function toActor(account: Account, kind: Actor["kind"], scopes: Actor["scopes"]): Actor {
  const { channelId, handle } = account;
  return {
    kind,
    userId: account.id,
    email: account.email,
    name: account.name,
    role: account.role,
    tier: account.tier,
    channel: channelId && handle ? { id: channelId, handle } : null,
    scopes,
    hasPassword: account.passwordHash !== null,
  };
}
