import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { apiTokens } from "../db/schema";
import { AppError } from "../errors";
import { keyedHash } from "../secrets/keyed-hash";
import { randomText } from "../secrets/random-text";
import { type Actor, TOKEN_SCOPES, type TokenScope } from "./actor";
import { limitRate } from "./rate-limits";
import { findAccount, toActor } from "./read-actor";

const MAX_TOKENS = 50;
const TOKEN_PATTERN = /^apl_[A-Za-z0-9_-]{40,120}$/;
/** `last_used_at` is exact to this, so that reading does not write each time. */
const LAST_USED_STEP_MS = 60_000;

/** A token as its owner sees it: never the token itself. Times are epoch ms. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  /** Its last four characters. */
  readonly hint: string;
  readonly scopes: readonly TokenScope[];
  readonly lastUsedAt: number | null;
  readonly createdAt: number;
}

/** The actor's own, newest first, without the revoked ones. */
export async function listTokens(actor: Actor): Promise<readonly TokenView[]> {
  const rows = await (await db())
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, actor.userId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt))
    .limit(MAX_TOKENS);
  return rows.map(toView);
}

/** `token` is shown this once: only its keyed hash is kept. A token cannot make tokens. */
export async function createToken(
  actor: Actor,
  input: { name: string; scopes: readonly TokenScope[] },
): Promise<{ token: string; view: TokenView }> {
  if (actor.kind !== "session") throw new AppError("forbidden");
  await limitRate("token-create", actor.userId);
  if ((await listTokens(actor)).length >= MAX_TOKENS) throw new AppError("too-many-tokens");
  const token = `apl_${randomText(40)}`;
  const view = await (await db()).transaction((tx) =>
    insertToken(tx, { ...input, actor, userId: actor.userId, token }),
  );
  return { token, view };
}

export async function insertToken(
  tx: Transaction,
  wish: { name: string; scopes: readonly TokenScope[]; actor: Actor | null; userId: string; token: string },
): Promise<TokenView> {
  const [row] = await tx
    .insert(apiTokens)
    .values({
      id: randomText(20),
      userId: wish.userId,
      name: wish.name,
      tokenHash: keyedHash("api-token", wish.token),
      hint: wish.token.slice(-4),
      scopes: [...new Set(wish.scopes)],
    })
    .returning();
  if (!row) throw new AppError("unexpected", "the token was not stored");
  const after = { name: row.name, scopes: row.scopes };
  await recordAudit(tx, { actor: wish.actor, action: "api-token.created", target: row.id, after });
  return toView(row);
}

/** Works at once. Throws `not-found` for a token of somebody else. */
export async function revokeToken(actor: Actor, tokenId: string): Promise<void> {
  if (actor.kind !== "session") throw new AppError("forbidden");
  await (await db()).transaction(async (tx) => {
    const [row] = await tx
      .update(apiTokens)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiTokens.id, tokenId), eq(apiTokens.userId, actor.userId), isNull(apiTokens.revokedAt)))
      .returning();
    if (!row) throw new AppError("not-found");
    await recordAudit(tx, { actor, action: "api-token.revoked", target: row.id, before: { name: row.name } });
  });
}

/** Who bears it; null when it is malformed, unknown, revoked, or its owner is suspended. */
export async function findActorByToken(token: string): Promise<Actor | null> {
  if (!TOKEN_PATTERN.test(token)) return null;
  const database = await db();
  const [row] = await database
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.tokenHash, keyedHash("api-token", token)), isNull(apiTokens.revokedAt)));
  if (!row) return null;
  const account = await findAccount(row.userId);
  if (!account || account.suspendedAt) return null;
  if (Date.now() - (row.lastUsedAt?.getTime() ?? 0) > LAST_USED_STEP_MS) {
    await database.update(apiTokens).set({ lastUsedAt: new Date() }).where(eq(apiTokens.id, row.id));
  }
  return toActor(account, "api-token", knownScopes(row.scopes));
}

function toView(row: typeof apiTokens.$inferSelect): TokenView {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: knownScopes(row.scopes),
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
    createdAt: row.createdAt.getTime(),
  };
}

function knownScopes(stored: readonly string[]): TokenScope[] {
  return TOKEN_SCOPES.filter((scope) => stored.includes(scope));
}
