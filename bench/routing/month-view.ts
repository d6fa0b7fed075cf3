import { PGlite } from "@electric-sql/pglite";
import type { Actor } from "../../lib/auth/actor";
import { useConnection as workOn } from "../../lib/db/client";
import { migrate } from "../../lib/db/migrate";
import { type Connection, openPostgres, overPglite } from "../../lib/db/open-database";
import { getMonthCosts, type MonthCostsView } from "../../lib/ledger/get-month-costs";
import { GROUPS } from "../../lib/ledger/month";
import { listProviders } from "../../lib/providers/registry";
import { startPostgres } from "../../scripts/testing/postgres.mjs";
import { seedMonth } from "./seed-month";

const POSTGRES_BIN = process.env.POSTGRES_BIN ?? "/usr/lib/postgresql/15/bin";
const ADMIN: Actor = {
  kind: "session",
  userId: "bench",
  email: "bench@example.org",
  name: "Bench",
  role: "admin",
  tier: "free",
  channel: null,
  scopes: [],
  hasPassword: false,
};

/** The slowest of the month's views, each the median of five, in ms, over 1,000,000 rows of usage on the embedded database. */
export async function monthView1mPgliteMs(): Promise<number> {
  const connection = overPglite(new PGlite());
  try {
    return await measure(connection, 1_000_000);
  } finally {
    await connection.close();
  }
}

/** The same over 10,000,000 rows on a Postgres server of its own. */
export async function monthView10mPostgresMs(): Promise<number> {
  const server = await startPostgres(POSTGRES_BIN);
  const connection = openPostgres(server.url);
  try {
    return await measure(connection, 10_000_000);
  } finally {
    await connection.close();
    await server.stop();
  }
}

async function measure(connection: Connection, events: number): Promise<number> {
  await migrate(connection);
  await seedMonth(
    connection,
    events,
    listProviders().map(({ id }) => id),
  );
  workOn(connection);
  const medians: number[] = [];
  for (const groupBy of GROUPS)
    medians.push(await medianOf(() => getMonthCosts(ADMIN, { month: "2026-11", groupBy })));
  workOn(null);
  return Math.round(Math.max(...medians));
}

async function medianOf(view: () => Promise<MonthCostsView>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const begun = performance.now();
    if ((await view()).groups.length === 0) throw new Error("the month is empty");
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[2] ?? Number.NaN;
}
