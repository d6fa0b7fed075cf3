import { expect, test } from "vitest";
import { lookAtStock } from "./look-at-stock";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 17);
const seen = (used: number) => ({ provider: "one", what: "minutes", used, limit: 1_000 });

test("it fills as fast as it did in the last fortnight, and nobody can say at the first look", () => {
  const first = lookAtStock(seen(500), undefined, NOW);
  expect(first).toMatchObject({ grade: "enough", daysLeft: null });
  const soon = lookAtStock(seen(510), first, NOW + DAY_MS / 24);
  expect(soon).toMatchObject({ daysLeft: null, past: [{ at: NOW, used: 500 }] });
  const later = lookAtStock(seen(700), soon, NOW + 2 * DAY_MS);
  // A hundred a day; three hundred are left.
  expect(later.daysLeft).toBeCloseTo(3, 5);
  const muchLater = lookAtStock(seen(700), later, NOW + 15 * DAY_MS);
  expect(muchLater).toMatchObject({ daysLeft: null });
  expect(muchLater.past[0]?.at).toBe(NOW + 2 * DAY_MS);
});

test("grades rise at once and fall when it is well below", () => {
  const low = lookAtStock(seen(800), undefined, NOW);
  expect(low.grade).toBe("low");
  const critical = lookAtStock(seen(950), low, NOW + 1);
  expect(critical.grade).toBe("critical");
  expect(lookAtStock(seen(930), critical, NOW + 2).grade).toBe("critical");
  expect(lookAtStock(seen(900), critical, NOW + 2).grade).toBe("low");
  expect(lookAtStock(seen(1_000), critical, NOW + 2)).toMatchObject({ grade: "out", daysLeft: 0 });
});
