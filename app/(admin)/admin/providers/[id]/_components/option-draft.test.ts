import { expect, test } from "vitest";
import type { ProviderOption } from "@/lib/settings/provider-option";
import { changeOf, UNTOUCHED } from "./option-draft";

const option = (given: Partial<ProviderOption>): ProviderOption => ({
  name: "A",
  kind: "text",
  group: "account",
  label: "A",
  hint: null,
  isRequired: false,
  isLong: false,
  isFixed: false,
  choices: [],
  source: "none",
  value: null,
  fallback: null,
  ending: null,
  setAt: null,
  isUnreadable: false,
  ...given,
});
const text = option({ source: "stored", value: "kept", setAt: 1 });
const secret = option({ name: "S", kind: "secret", source: "stored", ending: "ngth", setAt: 1 });

test.each([
  ["nothing was touched", UNTOUCHED, {}, []],
  ["the same was typed again", { values: { A: " kept " }, removed: [] }, {}, []],
  ["another value was typed", { values: { A: "other" }, removed: [] }, { A: "other" }, []],
  ["a shown value was emptied", { values: { A: "" }, removed: [] }, {}, ["A"]],
  ["a secret was replaced", { values: { S: "new" }, removed: [] }, { S: "new" }, []],
  ["replacing a secret was begun, and nothing typed", { values: { S: " " }, removed: [] }, {}, []],
  ["a secret was removed, whatever was typed", { values: { S: "new" }, removed: ["S"] }, {}, ["S"]],
])("%s", (_what, draft, set, remove) => {
  expect(changeOf([text, secret], draft)).toEqual({ set, remove });
});

test("an empty field of which nothing is stored removes nothing", () => {
  expect(changeOf([option({})], { values: { A: "" }, removed: [] })).toEqual({ set: {}, remove: [] });
});
