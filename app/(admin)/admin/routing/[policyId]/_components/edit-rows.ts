import type { PolicyRule, RoutingPolicy } from "@/lib/routing/policy";

/** A rule with a key of its own: its name may change while it is being written. */
export interface RuleRow {
  readonly key: number;
  readonly rule: PolicyRule;
}

export function toRows({ rules }: RoutingPolicy): readonly RuleRow[] {
  return rules.map((rule, key) => ({ key, rule }));
}

/** Behind all others, for all streams, with a name that none has yet. */
export function addRow(rows: readonly RuleRow[]): readonly RuleRow[] {
  const names = new Set(rows.map(({ rule }) => rule.id));
  let count = rows.length + 1;
  while (names.has(`rule-${count}`)) count += 1;
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return [...rows, { key, rule: { id: `rule-${count}`, when: {}, use: [] } }];
}

export function changeRow(rows: readonly RuleRow[], key: number, rule: PolicyRule): readonly RuleRow[] {
  return rows.map((row) => (row.key === key ? { key, rule } : row));
}

export function removeRow(rows: readonly RuleRow[], key: number): readonly RuleRow[] {
  return rows.filter((row) => row.key !== key);
}

/** One place up (-1) or down (1); the same where there is no such place. */
export function moveItem<T>(items: readonly T[], place: number, by: -1 | 1): readonly T[] {
  const moved = items[place];
  const other = items[place + by];
  if (moved === undefined || other === undefined) return items;
  const after = [...items];
  after[place] = other;
  after[place + by] = moved;
  return after;
}
