import { expect, test } from "vitest";
import { ACME_BOOK } from "../costs/testing/acme-book";
import { applyPriceChange } from "./apply-price-change";
import type { PriceChange } from "./price-change";
import { ChangePricesInput } from "./price-change";

const TODAY = "2026-11-28";
const entry = {
  type: "entry",
  id: "north-hd",
  usd: [0.09, 0.05],
  source: "their page",
  asOf: TODAY,
  confidence: "medium",
} as const;

test("a price that was seen anew keeps its tiers, and nothing else changes", () => {
  const book = applyPriceChange(ACME_BOOK, entry, TODAY);
  expect(book.entries.find(({ id }) => id === "north-hd")).toMatchObject({
    ...{
      tiers: [
        [100, 0.09],
        [null, 0.05],
      ],
      source: "their page",
      asOf: TODAY,
      confidence: "medium",
    },
    pool: "north",
  });
  const others = (one: typeof book) => one.entries.filter(({ id }) => id !== "north-hd");
  expect(others(book)).toEqual(others(ACME_BOOK));
  expect(book.plans).toEqual(ACME_BOOK.plans);
  expect(book.checkedOn).toBe(ACME_BOOK.checkedOn);
});

test("another plan becomes its provider's first, in the same place among the others", () => {
  const book = applyPriceChange(ACME_BOOK, { type: "plan", provider: "acme", plan: "strict" }, TODAY);
  expect(book.plans.map(({ provider, id }) => `${provider}/${id}`)).toEqual([
    "acme/strict",
    "acme/standard",
    "barn/standard",
    "yard/standard",
  ]);
});

test("prices that were all looked at are of today", () => {
  expect(applyPriceChange(ACME_BOOK, { type: "checked" }, TODAY)).toEqual({ ...ACME_BOOK, checkedOn: TODAY });
});

test.each<[string, PriceChange, string]>([
  ["a price that is not there", { ...entry, id: "south-hd" }, "not-found"],
  ["a plan of another provider", { type: "plan", provider: "barn", plan: "strict" }, "not-found"],
  ["fewer tiers than there are", { ...entry, usd: [0.09] }, "invalid-input"],
  ["a day to come", { ...entry, asOf: "2026-11-29" }, "invalid-input"],
])("refused: %s", (_name, change, code) => {
  expect(() => applyPriceChange(ACME_BOOK, change, TODAY)).toThrow(expect.objectContaining({ code }));
});

test.each([
  [{ usd: [-1, 1] }, "change.usd.0", "price-negative"],
  [{ usd: [1, Number.NaN] }, "change.usd.1", "price-invalid"],
  [{ usd: [1, 0.0000001] }, "change.usd.1", "price-too-fine"],
  [{ source: " " }, "change.source", "source-missing"],
  [{ asOf: "" }, "change.asOf", "day-invalid"],
])("%o is refused at its field, by a code that has words", (wrong, field, code) => {
  const { error } = ChangePricesInput.safeParse({
    from: "seed",
    reason: "new list",
    change: { ...entry, ...wrong },
  });
  expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([[field, code]]);
});
