import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const NOT_OURS = /^(node_modules|dist|coverage|test-results|playwright-report|\..+)$/;

/** Paths from the repository's root, with slashes, in order; built and downloaded folders are left out. */
export function listFiles(folder = "."): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return NOT_OURS.test(entry.name) ? [] : listFiles(path);
      return entry.isFile() ? [path] : [];
    });
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

export function isSource(path: string): boolean {
  return (
    /\.(ts|tsx|mjs|js)$/.test(path) && path !== "next-env.d.ts" && !path.startsWith("lib/db/migrations/")
  );
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || /(^|\/)testing\//.test(path);
}
