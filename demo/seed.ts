import { createAccount } from "../lib/auth/create-account";
import { hashPassword } from "../lib/auth/passwords";
import { insertToken } from "../lib/auth/tokens";
import { useConnection as workOn } from "../lib/db/client";
import { openDatabase } from "../lib/db/open-database";
import { auditLog, channels, streams, users } from "../lib/db/schema";
import { listProviders } from "../lib/providers/registry";
import { chooseProvider } from "../lib/routing/choose-provider";
import { compilePolicy } from "../lib/routing/compile-policy";
import type { Receipt } from "../lib/routing/decision";
import type { RoutingFacts } from "../lib/routing/provider-facts";
import { DEFAULT_POLICY } from "../lib/routing/ready-made";
import type { RouteRequest } from "../lib/routing/route-request";
import { randomText } from "../lib/secrets/random-text";
import { recordUsage, type UsageEntry } from "../lib/usage/record-usage";
import { CREATORS, type DemoCreator } from "./creators";
import { type DemoStream, makeHistory } from "./history";

export interface DemoAccounts {
  readonly admin: { readonly email: string; readonly password: string };
  /** API tokens by creator's name. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** What a stream of 720p sends each viewer, in bytes a millisecond. */
const BYTES_PER_MS = 2_800_000 / 8 / 1_000;
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

const POLICY = compilePolicy(DEFAULT_POLICY);
const FACTS: RoutingFacts = new Map(
  listProviders().map(({ id, capabilities }) => [
    id,
    { id, isConfigured: true, isHealthy: true, isFull: false, spend: "open", abilities: capabilities },
  ]),
);
const ROOMS =
  listProviders().find(({ capabilities }) => capabilities.uplinkPerViewerKbps !== null)?.id ?? null;

async function addStreams(
  db: Database,
  history: readonly DemoStream[],
  owners: ReadonlyMap<string, Owner>,
): Promise<void> {
  const made = history.flatMap((past) => {
    const owner = owners.get(past.creator.name);
    return owner ? [{ past, owner, id: randomText(16), receipt: receiptOf(past, owner) }] : [];
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

/** By the same decision as in earnest; gamers ask for what is quickest. */
function receiptOf({ creator, startedAt }: DemoStream, { userId }: Owner): Receipt {
  const request: RouteRequest = {
    ...{ creatorId: userId, tier: creator.tier, label: creator.label, audience: null },
    ...{ delayMs: null, features: [], uplinkKbps: null, at: startedAt },
  };
  const wish = asksForRoom(creator) && ROOMS !== null ? { provider: ROOMS, by: "creator" as const } : null;
  return { ...chooseProvider(request, POLICY, FACTS, wish), policy: DEFAULT_POLICY.id, request };
}

const asksForRoom = ({ label, viewers }: DemoCreator) => label === "gaming" && viewers < 8;

/** As our own servers measure it, and as a service reports it beside what we count. */
function usageOf(
  { startedAt, durationMs, averageViewers }: DemoStream,
  streamId: string,
  { chosen }: Receipt,
): UsageEntry[] {
  const isService =
    listProviders().find(({ id }) => id === chosen)?.capabilities.billing === "per-viewer-minute";
  const viewerMs = durationMs * averageViewers;
  const entry = (kind: UsageEntry["kind"], basis: UsageEntry["basis"], quantity: number): UsageEntry => ({
    ...{ streamId, kind, basis, source: `demo-${basis}`, windowStart: startedAt, mark: null },
    quantity: BigInt(Math.round(quantity)),
  });
  if (!isService)
    return [
      entry("ingest-ms", "measured", durationMs),
      entry("viewer-ms", "measured", viewerMs),
      entry("bytes-in", "measured", durationMs * BYTES_PER_MS),
      entry("bytes-out", "measured", viewerMs * BYTES_PER_MS),
    ];
  return [
    entry("ingest-ms", "measured", durationMs),
    // What services bill differs a little from what pages count.
    entry("viewer-ms", "estimated", viewerMs * 0.97),
    entry("viewer-ms", "reported", viewerMs),
  ];
}
