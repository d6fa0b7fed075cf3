import { expect, test } from "vitest";
import { ACME_BOOK } from "../costs/testing/acme-book";
import { type GroupSum, priceMonth } from "./price-month";
import { toQuantities } from "./quantities";

const HOUR = 3_600_000n;
const sum = (group: string, provider: string, kind: GroupSum["kind"], quantity: bigint): GroupSum => ({
  ...{ group, provider, kind, quantity },
  basis: "measured",
});
const billed = (id: string, billedAs: string | null = null) => ({ id, billedAs, hasRelay: false });

test("groups share what a provider costs, and what nobody used stays apart", () => {
  const sums = [
    sum("a", "barn", "ingest-ms", 30n * HOUR),
    sum("b", "barn", "viewer-ms", 10n * HOUR),
    sum("a", "barn", "bytes-out", 0n),
    sum("b", "barn", "bytes-out", 0n),
  ];
  const { providers, groups, totalMicros, unsharedMicros } = priceMonth(
    "2026-11",
    sums,
    [billed("barn")],
    ACME_BOOK,
  );
  const shares = Object.fromEntries(groups.map(({ group, amountMicros }) => [group, amountMicros ?? -1]));
  expect(shares.a).toBe(3 * (shares.b ?? 0));
  expect(providers).toHaveLength(1);
  expect(totalMicros).toBe(providers[0]?.totalMicros);
  expect(unsharedMicros).toBe(totalMicros - (shares.a ?? 0) - (shares.b ?? 0));
});

test("a server costs its month though nobody used it", () => {
  const idle = priceMonth("2026-11", [], [billed("barn")], ACME_BOOK);
  expect(idle.totalMicros).toBeGreaterThan(0);
  expect(idle.isPartial).toBe(false);
  expect(idle.unsharedMicros).toBe(idle.totalMicros);
});

test("what is unknown makes a month partial, never cheap", () => {
  const whole = priceMonth(
    "2026-11",
    [sum("a", "acme", "viewer-ms", HOUR)],
    [billed("acme", "SMALL")],
    ACME_BOOK,
  );
  expect(whole.isPartial).toBe(true);
  expect(priceMonth("2026-11", [sum("a", "nobody", "viewer-ms", HOUR)], [], ACME_BOOK)).toMatchObject({
    groups: [{ amountMicros: null, isPartial: true }],
    totalMicros: 0,
    isPartial: true,
  });
});

test("what nobody told is unknown, but for what can't have been", () => {
  const usage = toQuantities([sum("a", "acme", "viewer-ms", HOUR)], true);
  expect(usage["bytes-out"]).toBeUndefined();
  expect(usage["turn-bytes"]).toBeUndefined();
  expect(usage["stored-byte-days"]?.quantity).toBe(0n);
  expect(toQuantities([], true)["bytes-out"]?.quantity).toBe(0n);
  const stored = toQuantities([sum("a", "acme", "stored-ms-days", HOUR)], false);
  expect(stored["stored-byte-days"]).toBeUndefined();
  expect(stored["turn-bytes"]?.quantity).toBe(0n);
});

test("a sum of several ways of knowing is as certain as the weakest", () => {
  const one = sum("a", "acme", "viewer-ms", 2n);
  expect(
    toQuantities([one, { ...one, basis: "estimated" }, { ...one, basis: "reported" }], false),
  ).toMatchObject({
    "viewer-ms": { quantity: 6n, basis: "estimated" },
  });
});
