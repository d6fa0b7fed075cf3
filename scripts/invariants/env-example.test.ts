import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../../supervisor/config";
import { listFiles, ROOT, read } from "./source-files";

/** Set by the supervisor or by tools, not by people. */
const INTERNAL = new Set([
  "NODE_ENV",
  "DEMO",
  "NEXT_DIST_DIR",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
  "APP_INTERNAL_URL",
  "MEDIA_CONTROL_URL",
  "MEDIA_SERVER_ID",
  "EARLY_PLAYER_PATH",
]);

/** Where the environment is parsed: one schema per process, and each provider's own. */
const SCHEMAS = [
  "lib/env.ts",
  "media-server/config.ts",
  "supervisor/config.ts",
  ...listFiles("lib/providers").filter((path) => path.endsWith("/index.ts")),
].filter((path) => existsSync(join(ROOT, path)));

const declared = new Set(
  SCHEMAS.flatMap((path) =>
    [...read(path).matchAll(/^\s+([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*): /gm)].map(([, name = ""]) => name),
  ).filter((name) => !INTERNAL.has(name)),
);
const example = Object.fromEntries(
  [...read(".env.example").matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]),
);

test(".env.example names every variable that a schema knows, and no other", () => {
  expect(Object.keys(example).sort()).toEqual([...declared, "MEDIA_SECRET"].filter(unique).sort());
});

test(".env.example, copied as it is, changes nothing", () => {
  expect(readConfig(example)).toEqual(readConfig({}));
});

test("nothing reads the environment past the schemas", () => {
  const shipped = /^(app|components|lib|media-server|supervisor)\//;
  const readers = listFiles()
    .filter((path) => shipped.test(path) && /\.tsx?$/.test(path) && !/\.test\.|\/testing\//.test(path))
    .filter((path) => /process\.env\.(?!NODE_ENV|NEXT_RUNTIME|NEXT_PHASE|LOG_LEVEL)/.test(read(path)));
  expect(readers).toEqual([]);
});

function unique(value: string, index: number, all: string[]): boolean {
  return all.indexOf(value) === index;
}
