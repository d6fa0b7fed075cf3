import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { inject } from "vitest";
import { useConnection } from "../db/client";
import { migrate } from "../db/migrate";
import { type Connection, openPostgres, overPglite } from "../db/open-database";
import { randomText } from "../secrets/random-text";
import { forgetStreamHub } from "../streams/watch-stream-changes";

/** An empty, migrated database of a test file's own, which verbs then use. */
export interface TestDatabase extends Connection {
  /** Removes every row. */
  empty(): Promise<void>;
}

/** In memory, or on the server of TEST_DATABASE_URL, where it makes a database and drops it again. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  const connection = url ? await createOn(url) : await openEmbedded();
  useConnection(connection);
  return {
    ...connection,
    empty: async () => {
      await connection.query(
        "truncate users, invitations, settings, provider_events, audit_log, channels, streams, usage_events, usage_days, usage_meters, policies, provider_options, guard_states, notices restart identity cascade",
      );
    },
    close: async () => {
      useConnection(null);
      forgetStreamHub();
      await connection.close();
    },
  };
}

async function openEmbedded(): Promise<Connection> {
  const template = inject("databaseTemplate");
  if (template) return overPglite(new PGlite({ loadDataDir: new Blob([await readFile(template)]) }));
  const connection = overPglite(new PGlite());
  await migrate(connection);
  return connection;
}

/** A fresh database on a real server. */
export async function createDatabase(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `live_test_${randomText(12).toLowerCase()}`;
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  const made = new URL(url);
  made.pathname = `/${name}`;
  return {
    url: made.href,
    drop: async () => {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

async function createOn(url: string): Promise<Connection> {
  const made = await createDatabase(url);
  const connection = openPostgres(made.url);
  await migrate(connection);
  return {
    ...connection,
    close: async () => {
      await connection.close();
      await made.drop();
    },
  };
}
