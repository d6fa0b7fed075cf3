import "server-only";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { apiTokens, users } from "../db/schema";
import { env } from "../env";
import { keyedHash } from "../secrets/keyed-hash";
import { TOKEN_SCOPES } from "./actor";
import { createAccount } from "./create-account";
import { ensureFirstAdminInvitation, hasAdmin } from "./invitations";
import { hashPassword } from "./passwords";
import { Email } from "./schemas";
import { insertToken } from "./tokens";

/** Passwords that a guesser tries first; compared without digits and punctuation. */
const COMMON = [
  "password",
  "adminadmin",
  "administrator",
  "letmein",
  "changeme",
  "qwertyuiop",
  "welcome",
  "annpale",
  "annpalelive",
];
const FIRST_ADMIN_LOCK = 7_261_004;

/** The variables of an unattended start; all optional. */
export interface FirstAdmin {
  readonly email: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
}

/**
 * Makes the first admin from the environment, or else a link for one. Returns the link, or null when there is an
 * admin. Throws, naming the variable, when what was given is weak: such a server must not start.
 */
export async function ensureFirstAdmin(): Promise<string | null> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ADMIN_API_TOKEN: token } = env();
  const wish = { email, password, token };
  const refusal = refuseFirstAdmin(wish);
  if (refusal) throw new Error(refusal);
  if (email && password) await createFirstAdmin({ email: Email.parse(email), password, token });
  return ensureFirstAdminInvitation();
}

/** Why these cannot be used, or null. Pure; never repeats a secret. */
export function refuseFirstAdmin({ email, password, token }: FirstAdmin): string | null {
  if (!email && !password && !token) return null;
  if (!email || !password) return "ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both, or neither.";
  if (!Email.safeParse(email).success) return "ADMIN_EMAIL is not an e-mail address.";
  if (password.length < 12) return "ADMIN_PASSWORD is too short: 12 characters or more.";
  const plain = password.toLowerCase();
  const [name = ""] = email.toLowerCase().split("@");
  if (plain === email.toLowerCase() || plain.replace(/[^a-z]/g, "") === name.replace(/[^a-z]/g, "")) {
    return "ADMIN_PASSWORD is the e-mail address: choose another one.";
  }
  if (COMMON.includes(plain.replace(/[^a-z]/g, "")) || new Set(plain).size < 6) {
    return "ADMIN_PASSWORD is too easy to guess: choose another one.";
  }
  if (!token) return null;
  if (!/^apl_[A-Za-z0-9_-]{40,120}$/.test(token)) {
    return "ADMIN_API_TOKEN must be apl_ and 40 to 120 characters of A-Z, a-z, 0-9, - and _.";
  }
  return new Set(token.slice(4)).size < 12 ? "ADMIN_API_TOKEN has too little variety: make it random." : null;
}

async function createFirstAdmin(wish: {
  email: string;
  password: string;
  token: string | undefined;
}): Promise<void> {
  const passwordHash = await hashPassword(wish.password);
  await (await db()).transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK})`);
    const known = await findByEmail(tx, wish.email);
    // Later starts change nothing about an account that its owner may have changed since.
    if (!known && (await hasAdmin(tx))) return;
    const userId = known?.id ?? (await insertAdmin(tx, wish.email, passwordHash));
    const isAdmin = !known || (known.role === "admin" && known.suspendedAt === null);
    if (wish.token && isAdmin) await ensureToken(tx, userId, wish.token);
  });
}

async function findByEmail(tx: Transaction, email: string) {
  const [user] = await tx.select().from(users).where(sql`lower(${users.email}) = ${email}`);
  return user ?? null;
}

async function insertAdmin(tx: Transaction, email: string, passwordHash: string): Promise<string> {
  const name = email.split("@")[0]?.slice(0, 60) || "Admin";
  const { userId } = await createAccount(tx, { email, name, passwordHash, role: "admin", tier: "premium" });
  await recordAudit(tx, { actor: null, action: "first-admin.created", target: userId });
  return userId;
}

/** A token that was revoked in the settings stays revoked. */
async function ensureToken(tx: Transaction, userId: string, token: string): Promise<void> {
  const [known] = await tx
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(eq(apiTokens.tokenHash, keyedHash("api-token", token)));
  if (known) return;
  await insertToken(tx, { name: "ADMIN_API_TOKEN", scopes: TOKEN_SCOPES, actor: null, userId, token });
}
