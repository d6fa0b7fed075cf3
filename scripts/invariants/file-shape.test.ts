import { expect, test } from "vitest";
import { isSource, isTest, listFiles, read } from "./source-files";

const MAX_LINES = 300;
/** Tables of cases may be longer than what they test. */
const MAX_TEST_LINES = 400;
/** Longer on purpose: one schema for one database. */
const MAY_BE_LONG = new Set(["lib/db/schema.ts"]);

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
/** Next's route segments: `(group)`, `[param]`, `[...rest]`, `@slot`, `_private`. */
const FOLDER =
  /^(\(\.*\)?\(?[a-z0-9-]+\)|\[\[?(\.\.\.)?[a-zA-Z0-9-]+\]?\]|[@_]?[a-z0-9]+([-.][a-z0-9]+)*|__fixtures__)$/;
const NAMELESS = /^(utils?|helpers?|misc|common)\.(ts|tsx|mjs)$/;

const sources = listFiles().filter(isSource);

test("files and folders are named in kebab-case", () => {
  const strange = sources.filter((path) => {
    const segments = path.split("/");
    const name = segments.pop() ?? "";
    return !KEBAB.test(name) || segments.some((segment) => !FOLDER.test(segment));
  });
  expect(strange).toEqual([]);
});

test("no file is a drawer for what has no name", () => {
  expect(sources.filter((path) => NAMELESS.test(path.split("/").at(-1) ?? ""))).toEqual([]);
});

test(`no source file is longer than ${MAX_LINES} lines`, () => {
  const long = sources
    .filter((path) => !MAY_BE_LONG.has(path))
    .map((path) => ({ path, lines: read(path).split("\n").length - 1 }))
    .filter(({ path, lines }) => lines > (isTest(path) ? MAX_TEST_LINES : MAX_LINES))
    .map(({ path, lines }) => `${path}: ${lines}`);
  expect(long).toEqual([]);
});
