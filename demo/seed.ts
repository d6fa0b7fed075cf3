import { createAccount } from "../lib/auth/create-account";
import { hashPassword } from "../lib/auth/passwords";
import { insertToken } from "../lib/auth/tokens";
import { useConnection as workOn } from "../lib/db/client";
import { openDatabase } from "../lib/db/open-database";
import { auditLog, channels, streams, users } from "../lib/db/schema";
import { randomText } from "../lib/secrets/random-text";
import { recordUsage } from "../lib/usage/record-usage";
import { CREATORS } from "./creators";
import { type DemoStream, makeHistory } from "./history";
import { receiptOf, usageOf } from "./past-stream";

export interface DemoAccounts {
  readonly admin: { readonly email: string; readonly password: string };
  /** API tokens by creator's name. */
  readonly tokens: ReadonlyMap<string, string>;
}

const BATCH = 40;

/** Writes twenty creators and their history into a folder's own database, before anything runs on it. */
export async function seedDemo(dataDir: string, nowMs: number): Promise<DemoAccounts> {
  const connection = await openDatabase({ url: null, dataDir });
  workOn(connection);
  try {
    const accounts = await makeAccounts(connection.db, nowMs);
    const history = makeHistory(nowMs);
    for (let from = 0; from < history.length; from += BATCH)
      await addStreams(connection.db, history.slice(from, from + BATCH), accounts.channels);
    return accounts;
  } finally {
    workOn(null);
    await connection.close();
  }
}

type Database = Awaited<ReturnType<typeof openDatabase>>["db"];
type Owner = { readonly channelId: string; readonly userId: string };

async function makeAccounts(db: Database, nowMs: number) {
  const admin = { email: "admin@demo.example", password: randomText(16) };
  const passwordHash = await hashPassword(admin.password);
  const owners = new Map<string, Owner>();
  const tokens = new Map<string, string>();
  await db.transaction(async (tx) => {
    await createAccount(tx, {
      email: admin.email,
      name: "Demo Admin",
      passwordHash,
      role: "admin",
      tier: "free",
    });
    for (const [index, { name, tier }] of CREATORS.entries()) {
      const email = `creator${index + 1}@demo.example`;
      const { userId } = await createAccount(tx, { email, name, passwordHash, role: "creator", tier });
      const token = `apl_${randomText(40)}`;
      const scopes = ["streams:read", "streams:write", "keys:read"] as const;
      await insertToken(tx, { name: "demo", scopes, actor: null, userId, token });
      tokens.set(name, token);
    }
    const rows = await tx.select({ id: channels.id, userId: channels.userId }).from(channels);
    const people = await tx.select({ id: users.id, name: users.name }).from(users);
    for (const { id, userId } of rows) {
      const name = people.find((one) => one.id === userId)?.name;
      if (name) owners.set(name, { channelId: id, userId });
    }
    // Nobody made these tokens: the log begins with what visitors of the demo do.
    await tx.delete(auditLog);
    await tx.update(users).set({ createdAt: new Date(nowMs - 70 * 86_400_000) });
  });
  return { admin, tokens, channels: owners };
}

async function addStreams(
  db: Database,
  history: readonly DemoStream[],
  owners: ReadonlyMap<string, Owner>,
): Promise<void> {
  const made = history.flatMap((past) => {
    const owner = owners.get(past.creator.name);
    return owner ? [{ past, owner, id: randomText(16), receipt: receiptOf(past, owner.userId) }] : [];
  });
  await db.transaction(async (tx) => {
    await tx.insert(streams).values(
      made.map(({ past, owner, id, receipt }) => ({
        ...{ id, channelId: owner.channelId, title: past.title, contentLabel: past.creator.label },
        ...{ visibility: "public" as const, provider: receipt.chosen ?? "", decision: receipt },
        ...{ broadcast: "ended" as const, endedBecause: "ended-by-creator" as const },
        ...{ peakViewers: past.peakViewers, protocol: "rtmp" },
        createdAt: new Date(past.startedAt - 600_000),
        startedAt: new Date(past.startedAt),
        endedAt: new Date(past.startedAt + past.durationMs),
      })),
    );
    await recordUsage(
      tx,
      made.flatMap(({ past, id, receipt }) => usageOf(past, id, receipt)),
    );
  });
}
