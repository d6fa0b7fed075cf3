import { compileTimeWindow } from "./compile-time-window";
import { creatorShare } from "./creator-share";
import type { PolicyRule } from "./policy";
import type { RouteRequest } from "./route-request";

type Test = (request: RouteRequest) => boolean;

/** Whether a rule holds for a request, made ready once so that asking costs microseconds. What is unknown holds never. */
export function compileCondition({ id, when }: PolicyRule): Test {
  const tests: Test[] = [];
  const { audience, delayAtMostMs, features, percentOfCreators, drawnAs = id } = when;
  if (when.tiers) tests.push(isIn(when.tiers, ({ tier }) => tier));
  if (when.labels) tests.push(isIn(when.labels, ({ label }) => label));
  if (when.creatorIds) tests.push(isIn(when.creatorIds, ({ creatorId }) => creatorId));
  if (audience) {
    const most = audience.max ?? Number.POSITIVE_INFINITY;
    tests.push((one) => one.audience !== null && one.audience >= audience.min && one.audience <= most);
  }
  if (delayAtMostMs !== undefined) tests.push(({ delayMs }) => delayMs !== null && delayMs <= delayAtMostMs);
  if (features) tests.push((one) => features.every((feature) => one.features.includes(feature)));
  if (percentOfCreators !== undefined)
    tests.push((one) => creatorShare(one.creatorId, drawnAs) < percentOfCreators);
  if (when.time) {
    const isWithin = compileTimeWindow(when.time);
    tests.push(({ at }) => isWithin(at));
  }
  return (request) => tests.every((holds) => holds(request));
}

function isIn(names: readonly string[], read: (request: RouteRequest) => string): Test {
  const known = new Set(names);
  return (request) => known.has(read(request));
}
