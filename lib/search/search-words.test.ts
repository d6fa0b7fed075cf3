import { expect, test } from "vitest";
import { searchWords } from "./search-words";

test.each([
  ["  Konsè   KONSE ", ["konse"]],
  ["L’Été à Jacmel", ["l'ete", "a", "jacmel"]],
  ["ﬁnal Ⅳ", ["final", "iv"]],
  ["%_\\", ["%_\\"]],
  ["a\0b", ["a", "b"]],
  ["", []],
  ["\t\n", []],
])("%j is looked for as %j", (query, words) => {
  expect(searchWords(query)).toEqual(words);
});

test("a long query is cut, and has eight words at most", () => {
  expect(searchWords("x".repeat(10_000))).toEqual(["x".repeat(80)]);
  expect(searchWords("a b c d e f g h i j")).toHaveLength(8);
});
