import { join } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection } from "./open-database";

/** Any fixed number: whoever migrates this product holds it. */
const MIGRATION_LOCK = 7_261_001;

/** The folder that `npm run db:generate` writes; both processes run from the repository's root. */
export const MIGRATIONS_FOLDER = join(process.cwd(), "lib/db/migrations");

/**
 * Applies what is missing, in one transaction under an advisory lock, so that any number of processes may start
 * at once. Written here because drizzle's own migrator looks before it locks, and then three of four fail.
 */
export async function migrate({ db }: Pick<Connection, "db">, folder = MIGRATIONS_FOLDER): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
    );
    const table = sql`drizzle.__drizzle_migrations`;
    for (const migration of migrations) {
      const applied = await tx
        .select({ found: sql<number>`1` })
        .from(table)
        .where(sql`created_at = ${migration.folderMillis}`);
      if (applied.length > 0) continue;
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into ${table} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
}
