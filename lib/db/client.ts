import "server-only";
import { sql } from "drizzle-orm";
import { env } from "../env";
import { type Connection, type Database, openDatabase, type Transaction } from "./open-database";

// Module state is not shared between pages and route handlers; globalThis is.
const holder: { __liveDatabase?: Promise<Connection> } & typeof globalThis = globalThis;

/** The one open database of this process, opened and migrated at first use. A failed open is tried again next time. */
export async function db(): Promise<Database> {
  return (await connection()).db;
}

export function connection(): Promise<Connection> {
  holder.__liveDatabase ??= open();
  return holder.__liveDatabase;
}

async function open(): Promise<Connection> {
  try {
    return await openDatabase({ url: env().DATABASE_URL ?? null, dataDir: env().DATA_DIR });
  } catch (error) {
    holder.__liveDatabase = undefined;
    throw error;
  }
}

/** For tests: verbs then work on this database. */
export function useConnection(given: Connection | null): void {
  holder.__liveDatabase = given ? Promise.resolve(given) : undefined;
}

export async function closeDb(): Promise<void> {
  const open = holder.__liveDatabase;
  holder.__liveDatabase = undefined;
  await (await open)?.close();
}

/** Tells every web process, after the surrounding transaction commits. `payload` ≤ 7 KB. */
export async function notify(
  via: Pick<Transaction, "execute">,
  channel: string,
  payload: string,
): Promise<void> {
  await via.execute(sql`select pg_notify(${channel}, ${payload})`);
}

export async function listen(
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  return (await connection()).listen(channel, heard);
}
