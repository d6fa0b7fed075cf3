import { expect, test } from "vitest";
import { z } from "zod";
import { read } from "./source-files";

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const { packages } = Lockfile.parse(JSON.parse(read("package-lock.json")));

/** As Node.js looks packages up: beside the asker, then one folder up, and so on. */
function isLocked(asker: string, name: string): boolean {
  for (let at = asker; ; at = at.slice(0, Math.max(at.lastIndexOf("/node_modules/"), 0))) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

/** An absent address means the registry that npm is set to; it must not be pinned to anybody's private one. */
function isPublic(resolved: string | undefined): boolean {
  return resolved === undefined || resolved.startsWith("https://registry.npmjs.org/");
}

test("names every platform's optional packages, so that `npm ci` works on each", () => {
  const missing = Object.entries(packages).flatMap(([asker, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(asker, name))
      .map((name) => `${asker} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test("takes every package from the public registry, by its hash", () => {
  const strange = Object.entries(packages)
    .filter(([path]) => path.startsWith("node_modules/") || path.includes("/node_modules/"))
    .filter(([, entry]) => !isPublic(entry.resolved) || !entry.integrity)
    .map(([path]) => path);
  expect(strange).toEqual([]);
});
