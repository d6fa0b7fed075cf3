import { existsSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { listFiles, ROOT, read } from "./source-files";

const documents = listFiles().filter((path) => path.endsWith(".md"));
const tops = new Set(listFiles().map((path) => path.split("/")[0] ?? ""));
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));

/** Backticked words that begin with a file or folder of the root, e.g. `lib/wire/limits.ts`; patterns are left out. */
function citedPaths(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, word = ""]) => word.replace(/\/$/, ""))
    .filter((word) => /^[\w@.()[\]/-]+$/.test(word) && word.includes("/"))
    .filter((word) => tops.has(word.split("/")[0] ?? "") || /\.(tsx?|mjs|md)$/.test(word));
}

function linkedPaths(document: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => posix.join(dirname(document), target));
}

test.each(documents)("%s names only paths that exist", (document) => {
  const text = read(document).replace(/^```[\s\S]*?^```/gm, "");
  const gone = [...citedPaths(text), ...linkedPaths(document, text)].filter(
    (path) => !existsSync(join(ROOT, path)),
  );
  expect(gone).toEqual([]);
});

test.each(documents)("%s names only scripts that exist", (document) => {
  const named = [...read(document).matchAll(/\bnpm run ([a-z][a-z:-]*)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
