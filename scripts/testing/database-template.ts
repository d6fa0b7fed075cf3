import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { migrate } from "../../lib/db/migrate";
import { overPglite } from "../../lib/db/open-database";

declare module "vitest" {
  interface ProvidedContext {
    /** A dump of an empty, migrated database; null where tests run on a server. */
    databaseTemplate: string | null;
  }
}

/** Before integration tests: making a database takes seconds, reading one that was made a part of one. */
export default async function makeTemplate(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) {
    project.provide("databaseTemplate", null);
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), "database-template-"));
  const path = join(folder, "database.tar");
  const connection = new PGlite();
  await migrate(overPglite(connection));
  await writeFile(path, Buffer.from(await (await connection.dumpDataDir("none")).arrayBuffer()));
  await connection.close();
  project.provide("databaseTemplate", path);
  return () => rm(folder, { recursive: true, force: true });
}
