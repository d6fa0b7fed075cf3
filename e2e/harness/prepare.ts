import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { openDatabase } from "../../lib/db/open-database";
import { DATABASE_TEMPLATE } from "./product";

/**
 * The journeys run against the production build; it is made once, and only when stale. So is an empty database: making one
 * takes seconds, copying it a part of one.
 */
export default async function prepare(): Promise<void> {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("the production build failed");
  await rm(DATABASE_TEMPLATE, { recursive: true, force: true });
  await (await openDatabase({ url: null, dataDir: DATABASE_TEMPLATE })).close();
}
