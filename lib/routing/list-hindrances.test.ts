import { expect, test } from "vitest";
import { listHindrances } from "./list-hindrances";
import { factsOf } from "./testing/cases";

test("what stood in the way is told once for each provider and reason, with how many streams it was so for", () => {
  const silent = factsOf({ cloud: { isHealthy: false }, own: { isConfigured: false } });
  const capped = factsOf({ cloud: { isHealthy: false }, cheap: { spend: "demoted" } });
  const closed = factsOf({ cloud: { isHealthy: false, spend: "closed" }, peers: { isFull: true } });
  expect(listHindrances([silent, silent, capped, closed, closed, closed])).toEqual([
    { provider: "cloud", because: "unhealthy", streams: 6 },
    { provider: "peers", because: "full", streams: 3 },
    { provider: "cheap", because: "over-budget", streams: 1 },
  ]);
  expect(listHindrances([factsOf({}), factsOf({ own: { spend: "closed" } })])).toEqual([
    { provider: "own", because: "budget-closed", streams: 1 },
  ]);
});
