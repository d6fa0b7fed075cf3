import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { channels, users } from "../db/schema";
import { AppError } from "../errors";
import { type GrantView, toGrantView } from "./grants";
import { assertMayInvite, insertGrant } from "./insert-grant";
import { InviteAccountInput } from "./schemas";

/** Lets one account watch, until it is taken back. Found by its e-mail address or its handle. Throws `no-account`. */
export async function inviteAccount(
  actor: Actor,
  streamId: string,
  input: InviteAccountInput,
): Promise<GrantView> {
  const { account } = InviteAccountInput.parse(input);
  await assertMayInvite(actor, streamId);
  const found = await findAccount(account);
  if (!found) throw new AppError("no-account");
  const wish = { kind: "account", userId: found.id, label: account, expiresAt: null } as const;
  const row = await insertGrant(actor, streamId, wish);
  return toGrantView(row, found);
}

async function findAccount(text: string) {
  const wanted = text.replace(/^@/, "").toLowerCase();
  const isAddress = text.includes("@", 1);
  const [found] = await (await db())
    .select({ id: users.id, name: users.name, handle: channels.handle })
    .from(users)
    .leftJoin(channels, eq(channels.userId, users.id))
    .where(isAddress ? sql`lower(${users.email}) = ${wanted}` : sql`lower(${channels.handle}) = ${wanted}`)
    .limit(1);
  return found ?? null;
}
