import { SEED_PRICE_BOOK } from "../../lib/costs/data/seed-price-book";
import { CONTENT_LABELS, TIERS } from "../../lib/db/schema";
import { toBilled } from "../../lib/ledger/billed-providers";
import type { UsageSum } from "../../lib/ledger/quantities";
import { weighMoves } from "../../lib/policies/weigh-moves";
import { listProviders } from "../../lib/providers/registry";
import { chooseProvider } from "../../lib/routing/choose-provider";
import { compilePolicy } from "../../lib/routing/compile-policy";
import { factsAtBest } from "../../lib/routing/facts-at-best";
import type { RoutingPolicy } from "../../lib/routing/policy";
import { type PastStream, replayPolicy } from "../../lib/routing/replay-policy";
import type { RouteRequest } from "../../lib/routing/route-request";

const STREAMS = 100_000;
const IDS = listProviders().map(({ id }) => id);
const at = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("nothing to take from");
  return value;
};

const FACTS = factsAtBest(listProviders());

/** Fifty rules that use every kind of condition; most requests pass by nearly all of them. */
const POLICY: RoutingPolicy = {
  version: "policy/1",
  id: "bench",
  rules: Array.from({ length: 50 }, (_, index) => ({
    id: `rule-${index}`,
    when: {
      tiers: [at(TIERS, index)],
      labels: [at(CONTENT_LABELS, index)],
      audience: { min: index * 1_000, max: index * 1_000 + 500 },
      features: index % 2 === 0 ? (["recording"] as const).slice() : (["private"] as const).slice(),
      percentOfCreators: 20,
      time: {
        timeZone: "America/Port-au-Prince",
        days: ["sat", "sun"] as ("sat" | "sun")[],
        fromMinute: 1_080,
        toMinute: 120,
      },
    },
    use: [at(IDS, index), at(IDS, index + 1)],
  })),
  otherwise: [...IDS],
  creatorsMayChoose: true,
  creatorChoices: [],
};

const requests: readonly RouteRequest[] = Array.from({ length: STREAMS }, (_, index) => ({
  creatorId: `creator-${index % 5_000}`,
  tier: at(TIERS, index),
  label: at(CONTENT_LABELS, index * 7),
  audience: (index * 37) % 60_000,
  delayMs: index % 3 === 0 ? 3_000 : null,
  features: index % 2 === 0 ? ["recording"] : ["recording", "private"],
  uplinkKbps: null,
  at: Date.UTC(2026, 10, 1) + index * 25_000,
}));

/** The median of nine rounds of 100,000 decisions, in µs for one. */
export function decisionMicros(): number {
  const policy = compilePolicy(POLICY);
  const micros = rounds(9, () => {
    for (const request of requests) chooseProvider(request, policy, FACTS);
  });
  return Number(((micros * 1_000) / STREAMS).toFixed(2));
}

/** The median of three rehearsals of 100,000 streams with what they took, in ms. */
export function dryRun100kMs(): number {
  const past: readonly PastStream[] = requests.map((request, index) => ({
    streamId: `stream-${index}`,
    ...{ request, wish: null, provider: at(IDS, index), peakViewers: request.audience },
  }));
  const sums = new Map<string, readonly UsageSum[]>(
    past.map(({ streamId }, index) => [
      streamId,
      (["ingest-ms", "viewer-ms", "bytes-out", "stored-ms-days"] as const).map((kind) => ({
        ...{ kind, basis: "measured" as const },
        quantity: BigInt((index % 900) * 60_000),
      })),
    ]),
  );
  return Math.round(
    rounds(3, () => {
      const replayed = replayPolicy(past, compilePolicy(POLICY), () => FACTS);
      const moves = weighMoves({ replayed, sums, billed: toBilled, book: SEED_PRICE_BOOK, days: 30 });
      const listed = replayed.filter(({ from, to }) => from !== to).slice(0, 200);
      for (const one of listed) {
        moves.priceBefore(one);
        moves.priceAfter(one);
      }
    }),
  );
}

/** Median duration in ms. */
function rounds(count: number, act: () => void): number {
  const times = Array.from({ length: count }, () => {
    const begun = performance.now();
    act();
    return performance.now() - begun;
  });
  return times.sort((a, b) => a - b)[Math.floor(count / 2)] ?? Number.NaN;
}
