import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { acquireLock, type Lock } from "./lock";
import { migrate } from "./migrate";
import * as schema from "./schema";

/** What verbs query: the same on both drivers. Inside a transaction use its `tx`, never this (one connection). */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** What a verb's transaction queries. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** An open database with what drizzle does not cover. */
export interface Connection {
  readonly db: Database;
  /** Rows of a statement that changes nothing else about the session. */
  query(text: string): Promise<Record<string, unknown>[]>;
  /** Calls back for each notification; resolves, once it listens, to the way to stop. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Null for the embedded database. */
  readonly url: string | null;
  readonly dataDir: string;
}

/** Opens and migrates. The embedded database takes its folder's lock first: two owners would corrupt it silently. */
export async function openDatabase(options: OpenOptions): Promise<Connection> {
  const connection = options.url ? openPostgres(options.url) : await openEmbedded(options.dataDir);
  try {
    await migrate(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

export function openPostgres(url: string): Connection {
  const sql = postgres(url, { max: 10, connect_timeout: 5, idle_timeout: 60, onnotice: () => {} });
  // Both drivers' databases extend PgDatabase; only the type of raw results differs, and nobody reads those.
  const db = drizzlePostgres(sql, { schema }) as unknown as Database;
  return {
    db,
    query: async (text) => [...(await sql.unsafe(text))],
    listen: async (channel, heard) => {
      const listening = await sql.listen(channel, heard);
      return () => listening.unlisten();
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

async function openEmbedded(dataDir: string): Promise<Connection> {
  const folder = resolve(dataDir, "db");
  await mkdir(resolve(dataDir), { recursive: true, mode: 0o700 });
  const lock = await acquireLock(join(resolve(dataDir), "db.lock"));
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    const engine = new PGlite(folder);
    await engine.waitReady;
    return overPglite(engine, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Also for tests, whose engine lives in memory and needs no lock. */
export function overPglite(engine: PGlite, lock?: Lock): Connection {
  return {
    // As above: the same interface with another type of raw result.
    db: drizzlePglite(engine, { schema }) as unknown as Database,
    query: async (text) => (await engine.query<Record<string, unknown>>(text)).rows,
    listen: (channel, heard) => engine.listen(channel, heard),
    close: async () => {
      await engine.close();
      await lock?.release();
    },
  };
}
