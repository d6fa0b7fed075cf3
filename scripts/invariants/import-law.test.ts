import { expect, test } from "vitest";
import { type Import, importsOf } from "./imports-of";
import { isSource, isTest, listFiles, read } from "./source-files";

interface Zone {
  readonly from: RegExp;
  /** Ours that may be imported, code and types. */
  readonly code: RegExp;
  /** Ours of which only types may be imported. */
  readonly types?: RegExp;
  /** Packages that may be imported; all when absent. */
  readonly packages?: RegExp;
  readonly law: string;
}

/** The first zone that matches a file rules it. ARCHITECTURE.md tells the same in words. */
const ZONES: readonly Zone[] = [
  {
    from: /^lib\/wire\//,
    code: /^lib\/wire\//,
    packages: /^zod$/,
    law: "lib/wire is spoken by both processes and the browser: itself and zod, nothing else",
  },
  {
    from: /^media-server\//,
    code: /^(media-server|lib\/wire)\//,
    law: "the media server knows itself and lib/wire; it could be replaced by somebody else's",
  },
  {
    from: /^supervisor\//,
    code: /^(supervisor\/|lib\/wire\/|lib\/db\/lock$)/,
    law: "the supervisor knows itself, lib/wire and the lock",
  },
  {
    from: /^lib\/routing\//,
    code: /^lib\/(routing|wire)\//,
    types: /^lib\/(providers\/contract|db\/schema|streams\/stream)$/,
    packages: /^zod$/,
    law: "lib/routing is pure: data in, decision out, no I/O",
  },
  {
    from: /^lib\/costs\//,
    code: /^lib\/(costs|wire)\//,
    types: /^lib\/(providers\/contract|db\/schema|usage\/usage-kinds)$/,
    packages: /^zod$/,
    law: "lib/costs is pure: usage and prices in, amounts and advice out, no I/O and no clock",
  },
  {
    from: /^lib\/providers\/[^/]+\//,
    code: /^lib\/(wire\/|providers\/(contract|errors|given|http|secret|media-(callbacks|control|events|replays))$)/,
    law: "a provider knows the contract and lib/wire: never the database, never a sibling",
  },
  {
    from: /^lib\//,
    code: /^((lib|messages)\/|package\.json$)/,
    law: "lib would still be true without React: it never looks up to app or components",
  },
  {
    from: /^components\//,
    code: /^(components|messages|lib\/wire|lib\/i18n)\//,
    types: /^(lib|app)\//,
    law: "components draw state and send intentions: of lib only types, lib/wire and lib/i18n",
  },
  {
    from: /^(app\/|proxy$|proxy\.ts|instrumentation)/,
    code: /^(app|components|messages|lib)\/(?!providers\/|db\/(?!schema$))/,
    types: /^lib\/(db\/schema|providers\/contract)$/,
    law: "app is thin: no database, no provider; it calls a verb of lib",
  },
];

function isAllowed(path: string, zone: Zone, { target, isOurs, typeOnly }: Import): boolean {
  if (!isOurs) return zone.packages?.test(target) ?? true;
  const ownFolder = /^lib\/providers\/[^/]+\//.exec(path)?.[0];
  if (ownFolder && target.startsWith(ownFolder)) return true;
  return zone.code.test(target) || (typeOnly && (zone.types?.test(target) ?? false));
}

test("every import follows the law", () => {
  const breaches = listFiles()
    .filter((path) => isSource(path) && !isTest(path))
    .flatMap((path) => {
      const zone = ZONES.find(({ from }) => from.test(path));
      if (!zone) return [];
      return importsOf(path)
        .filter((found) => !isAllowed(path, zone, found))
        .map(({ target }) => `${path} imports ${target}: ${zone.law}`);
    });
  expect(breaches).toEqual([]);
});

test("nothing that ships imports tests, benches or scripts", () => {
  const shipped = /^(app|components|lib|media-server|supervisor|proxy|instrumentation)/;
  const breaches = listFiles()
    .filter((path) => shipped.test(path) && isSource(path) && !isTest(path))
    .flatMap((path) =>
      importsOf(path)
        .filter(({ target, isOurs }) => isOurs && /^(e2e|bench|scripts)\/|\/testing\//.test(target))
        .map(({ target }) => `${path} imports ${target}`),
    );
  expect(breaches).toEqual([]);
});

test("what is pure asks no clock, no chance and no environment", () => {
  const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(/;
  const breaches = listFiles()
    .filter((path) => /^lib\/(costs|routing)\//.test(path) && isSource(path) && !isTest(path))
    .filter((path) => impure.test(read(path)));
  expect(breaches).toEqual([]);
});
