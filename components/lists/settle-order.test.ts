import { expect, test } from "vitest";
import { settleOrder } from "./settle-order";

const list = (ids: string) => Array.from(ids, (streamId) => ({ streamId, at: ids }));
const ids = (items: readonly { streamId: string }[]) => items.map(({ streamId }) => streamId).join("");

test.each([
  ["", "abc", "abc"],
  ["abc", "cba", "abc"],
  ["abc", "dca", "acd"],
  ["abc", "xyz", "xyz"],
  ["abc", "", ""],
])("%j, then %j, is shown as %j", (before, after, shown) => {
  expect(ids(settleOrder(list(before), list(after)))).toBe(shown);
});

test("what stays shows its newest figures", () => {
  expect(settleOrder(list("ab"), list("bca")).every(({ at }) => at === "bca")).toBe(true);
});
