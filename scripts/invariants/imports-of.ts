import { posix } from "node:path";
import { read } from "./source-files";

export interface Import {
  /** `lib/wire/limits` for files of ours, `zod` or `node:fs` for the rest. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly typeOnly: boolean;
}

const STATEMENT =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** Every import, export-from and dynamic import of a file, with `@/` and relative paths resolved. */
export function importsOf(path: string): Import[] {
  return [...read(path).matchAll(STATEMENT)].map(([statement, typeWord, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? "";
    const typeOnly = Boolean(typeWord) || hasOnlyTypeNames(statement);
    if (specifier.startsWith("@/")) return { target: specifier.slice(2), isOurs: true, typeOnly };
    if (!specifier.startsWith(".")) return { target: specifier, isOurs: false, typeOnly };
    return { target: posix.join(posix.dirname(path), specifier), isOurs: true, typeOnly };
  });
}

/** `import { type A, type B } from "…"` brings no code either. */
function hasOnlyTypeNames(statement: string): boolean {
  const names = /\{([^}]*)\}\s*from/.exec(statement)?.[1];
  if (!names || /^\s*import\s+\w/.test(statement)) return false;
  return names
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean)
    .every((name) => name.startsWith("type "));
}
