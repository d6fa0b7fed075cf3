import { expect, test } from "vitest";
import { Budget, type GuardAction } from "../costs/guards/budget";
import { guardsInForce } from "../costs/guards/guards-in-force";
import { spendOf } from "./spend-of";

const MONTH = "2026-11";

function spend(scope: unknown, type: GuardAction["type"], billing: Parameters<typeof spendOf>[2]) {
  const action = type === "cap-ladder" ? { type, maxHeight: 480 } : { type };
  const budget = Budget.parse({
    ...{ id: "b", scope },
    thresholds: [{ id: "t", atMicros: 1, actions: [action], mayAct: true }],
  });
  const state = { budget: "b", threshold: "t", month: MONTH, isPassed: true, since: 0, valueMicros: null };
  const stream = { provider: "one", tier: "free", channelId: "c" };
  return spendOf(guardsInForce([budget], [state], MONTH, stream), [budget], billing);
}

test("a budget over everything demotes what grows with viewers, a provider's own whatever it is", () => {
  const all = { kind: "all" };
  const own = { kind: "provider", provider: "one" };
  expect(spend(all, "demote", "per-viewer-minute")).toBe("demoted");
  expect(spend(all, "demote", "per-gigabyte")).toBe("demoted");
  expect(spend(all, "demote", "flat")).toBe("open");
  expect(spend(all, "demote", "none")).toBe("open");
  expect(spend(own, "demote", "flat")).toBe("demoted");
  expect(spend({ kind: "provider", provider: "other" }, "demote", "per-gigabyte")).toBe("open");
  expect(spend(all, "refuse-streams", "none")).toBe("closed");
  expect(spend(all, "cap-ladder", "per-gigabyte")).toBe("open");
});
