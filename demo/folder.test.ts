import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeFolder } from "./folder";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "demo-folder-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test("a folder with anything that no demo put there is left as it is", async () => {
  await writeFile(join(dir, "secrets.json"), "{}");
  await expect(takeFolder(dir)).rejects.toThrow("not a demo's folder");
  expect(await readdir(dir)).toEqual(["secrets.json"]);
});

test("a demo's own folder begins anew", async () => {
  const folder = join(dir, "new");
  await takeFolder(folder);
  await writeFile(join(folder, "old"), "");
  await takeFolder(folder);
  expect(await readdir(folder)).toEqual(["THIS-IS-A-DEMO"]);
});
