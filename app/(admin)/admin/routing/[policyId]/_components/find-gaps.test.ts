import { describe, expect, test } from "vitest";
import { RoutingPolicy, type RuleCondition } from "@/lib/routing/policy";
import { READY_MADE } from "@/lib/routing/ready-made";
import { beginCondition, CONDITIONS, hasCondition, without } from "./conditions";
import { addRow, changeRow, moveItem, removeRow, toRows } from "./edit-rows";
import { findGaps } from "./find-gaps";

const BASE: RoutingPolicy = {
  version: "policy/1",
  id: "base",
  rules: [],
  otherwise: ["own"],
  creatorsMayChoose: true,
  creatorChoices: [],
};
const withRule = (when: RuleCondition, id = "rule", use = ["own"]): RoutingPolicy => ({
  ...BASE,
  rules: [{ id, when, use }],
});
const TIME = { timeZone: "America/Port-au-Prince", days: ["mon" as const], fromMinute: 0, toMinute: 60 };

describe("what is missing in a draft", () => {
  test.each(READY_MADE)("nothing in $id", (policy) => {
    expect(findGaps(policy)).toEqual([]);
  });

  test.each<[string, RoutingPolicy]>([
    ["id", { ...BASE, id: "" }],
    ["id", { ...BASE, id: "x".repeat(65) }],
    ["otherwise", { ...BASE, otherwise: [] }],
    ["id", withRule({}, "")],
    ["use", withRule({}, "rule", [])],
    ["id", { ...BASE, rules: [1, 2].map(() => ({ id: "same", when: {}, use: ["own"] })) }],
    ["tiers", withRule({ tiers: [] })],
    ["labels", withRule({ labels: [] })],
    ["features", withRule({ features: [] })],
    ["creatorIds", withRule({ creatorIds: ["x".repeat(65)] })],
    ["audience", withRule({ audience: { min: 9, max: 3 } })],
    ["audience", withRule({ audience: { min: 1.5, max: null } })],
    ["delayAtMostMs", withRule({ delayAtMostMs: Number.NaN })],
    ["delayAtMostMs", withRule({ delayAtMostMs: 0 })],
    ["percentOfCreators", withRule({ percentOfCreators: 101 })],
    ["percentOfCreators", withRule({ percentOfCreators: Number.NaN })],
    ["time", withRule({ time: { ...TIME, days: [] } })],
    ["time", withRule({ time: { ...TIME, timeZone: "Haiti/Nowhere" } })],
    ["time", withRule({ time: { ...TIME, timeZone: "" } })],
  ])("%s is told, and the server would refuse it too", (field, policy) => {
    expect(findGaps(policy).map((gap) => gap.field)).toContain(field);
    expect(RoutingPolicy.safeParse(policy).success).toBe(false);
  });

  test("what holds for everybody is no condition, though it could be stored", () => {
    expect(findGaps(withRule({ audience: { min: 0, max: null } }))).toHaveLength(1);
  });
});

describe("rules under edit", () => {
  const rows = toRows({ ...BASE, rules: ["a", "b", "c"].map((id) => ({ id, when: {}, use: ["own"] })) });
  const names = (all: typeof rows) => all.map(({ rule }) => rule.id);

  test("they keep their keys while they move, change and go", () => {
    const moved = moveItem(rows, 2, -1);
    expect(names(moved)).toEqual(["a", "c", "b"]);
    expect(moved.map(({ key }) => key)).toEqual([0, 2, 1]);
    expect(moveItem(rows, 0, -1)).toBe(rows);
    expect(moveItem(rows, 2, 1)).toBe(rows);
    expect(names(removeRow(rows, 1))).toEqual(["a", "c"]);
    expect(names(changeRow(rows, 1, { id: "x", when: {}, use: [] }))).toEqual(["a", "x", "c"]);
  });

  test("a new one has a name and a key that none has", () => {
    let all = rows;
    for (let count = 0; count < 3; count += 1) all = addRow(removeRow(all, all[0]?.key ?? 0));
    expect(new Set(names(all)).size).toBe(all.length);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  test.each(CONDITIONS)("the condition %s comes and goes without a trace", (name) => {
    const when = beginCondition(name, "UTC");
    expect(hasCondition(when, name)).toBe(true);
    expect(without(when, name)).toEqual({});
  });
});
