import { expect, test } from "vitest";
import { chooseLocale } from "./locales";

test("the visitor's own choice wins over what the browser asks for", () => {
  expect(chooseLocale("ht", "fr,en")).toBe("ht");
});

test("a cookie that names no language is ignored", () => {
  expect(chooseLocale("../../etc", "fr")).toBe("fr");
});

test.each([
  ["fr-CA,en;q=0.8", "fr"],
  ["de-DE,de;q=0.9,ht;q=0.7,en;q=0.5", "ht"],
  ["en;q=0.3, fr;q=0.9", "fr"],
  ["fr;q=0,ht", "ht"],
  ["de,*", "en"],
  ["", "en"],
  [null, "en"],
  [`${"x,".repeat(10_000)}fr`, "en"],
] as const)("Accept-Language %s gives %s", (header, expected) => {
  expect(chooseLocale(undefined, header)).toBe(expected);
});
