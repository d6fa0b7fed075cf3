import { expect, test } from "vitest";
import { createDatabase } from "../testing/database";
import { openDatabase, openPostgres } from "./open-database";

const server = process.env.TEST_DATABASE_URL;

test.skipIf(!server)(
  "four processes may migrate one Postgres at once, and a later start changes nothing",
  async () => {
    const made = await createDatabase(server ?? "");
    try {
      const options = { url: made.url, dataDir: "unused" };
      const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(options)));
      await Promise.all(opened.map((one) => one.close()));
      await (await openDatabase(options)).close();
      const check = openPostgres(made.url);
      const rows = await check.query("select hash from drizzle.__drizzle_migrations");
      expect(new Set(rows.map((row) => row.hash)).size).toBe(rows.length);
      expect(await check.query("select count(*)::int as users from users")).toEqual([{ users: 0 }]);
      await check.close();
    } finally {
      await made.drop();
    }
  },
);
