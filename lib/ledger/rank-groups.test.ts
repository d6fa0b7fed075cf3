import { expect, test } from "vitest";
import { toMicros } from "../costs/money";
import type { GroupCost } from "./price-month";
import { rankGroups } from "./rank-groups";

const cost = (group: string, provider: string, dollars: number | null, rest: Partial<GroupCost> = {}) => ({
  ...{ group, provider, amountMicros: dollars === null ? null : toMicros(dollars * 1e6) },
  ...{ basis: "measured" as const, isPartial: false },
  ...rest,
});

test("a group is the sum of its providers, known as its weakest part, and at least so much when one is unknown", () => {
  const { rows } = rankGroups(
    [
      cost("a", "acme", 1, { basis: "estimated" }),
      cost("b", "acme", 4),
      cost("a", "barn", 2, { isPartial: true }),
      cost("c", "barn", null, { basis: null, isPartial: true }),
    ],
    10,
  );
  expect(rows.map(({ group, amountMicros }) => [group, amountMicros])).toEqual([
    ["b", 4e6],
    ["a", 3e6],
    ["c", null],
  ]);
  expect(rows[1]).toMatchObject({ basis: "estimated", isPartial: true });
  expect(rows[1]?.parts.map(({ provider }) => provider)).toEqual(["barn", "acme"]);
});

test("what finds no room is told as one, and days stay in their order", () => {
  const days = [cost("2026-11-02", "acme", 1), cost("2026-11-01", "acme", 5), cost("2026-11-03", "acme", 9)];
  expect(rankGroups(days, 2).rest).toEqual({ count: 1, amountMicros: 1e6 });
  const named = rankGroups(days, 31, true);
  expect(named.rows.map(({ group }) => group.slice(-1))).toEqual(["1", "2", "3"]);
  expect(named.rest).toBeNull();
});
