import { seededRandom } from "../../testing/seeded-random";
import type { Wish } from "../choose-provider";
import { factsAtBest } from "../facts-at-best";
import { FEATURES, type RoutingPolicy } from "../policy";
import type { Abilities, ProviderFacts, RoutingFacts } from "../provider-facts";
import type { RouteRequest } from "../route-request";

/** For tests: a request that wishes for nothing. */
export function requestOf(part: Partial<RouteRequest>): RouteRequest {
  return {
    creatorId: "somebody",
    tier: "free",
    label: "other",
    audience: null,
    delayMs: null,
    features: [],
    uplinkKbps: null,
    at: Date.UTC(2026, 0, 5, 12),
    ...part,
  };
}

/** For tests: able to do everything. */
export function abilitiesOf(part: Partial<Abilities>): Abilities {
  return {
    ingest: ["rtmp", "whip"],
    latencyMs: { typical: 1_000, floor: 100 },
    maxViewers: null,
    uplinkPerViewerKbps: null,
    dvrSeconds: 120,
    recording: true,
    privatePlayback: true,
    privateReplays: true,
    ...part,
  };
}

const IDS = ["cloud", "cheap", "own", "peers"] as const;

/** For tests: four providers, set up and well but for what is named. */
export function factsOf(
  changes: Partial<Record<(typeof IDS)[number], Partial<ProviderFacts>>>,
): RoutingFacts {
  const best = factsAtBest(IDS.map((id) => ({ id, capabilities: abilitiesOf({}) })));
  return new Map([...best].map(([id, facts]) => [id, { ...facts, ...changes[id as (typeof IDS)[number]] }]));
}

/** For tests: one of very many cases, always the same for one seed. */
export function randomCase(seed: number): {
  readonly request: RouteRequest;
  readonly policy: RoutingPolicy;
  readonly facts: RoutingFacts;
  readonly wish: Wish | null;
} {
  const random = seededRandom(seed);
  const chance = (likely: number) => random() < likely;
  const one = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const some = <T>(values: readonly T[]) => values.filter(() => chance(0.5));
  const tiers = ["free", "basic", "premium", "odd"] as const;
  const labels = ["gaming", "other", "odd"] as const;
  const use = () => {
    const picked = some([...IDS, "nobody"]).sort(() => random() - 0.5);
    return picked.length > 0 ? picked : [one(IDS)];
  };
  const condition = (): RoutingPolicy["rules"][number]["when"] => ({
    ...(chance(0.4) ? { tiers: [one(tiers)] } : {}),
    ...(chance(0.4) ? { labels: [one(labels)] } : {}),
    ...(chance(0.2) ? { audience: { min: 0, max: one([5, 50, null]) } } : {}),
    ...(chance(0.2) ? { features: [one(FEATURES)] } : {}),
    ...(chance(0.2) ? { percentOfCreators: one([0, 30, 100]) } : {}),
  });
  return {
    request: requestOf({
      creatorId: `creator-${Math.floor(random() * 50)}`,
      tier: one(tiers),
      label: one(labels),
      audience: one([null, 1, 20, 5_000]),
      delayMs: one([null, 500, 3_000]),
      features: some(FEATURES),
      uplinkKbps: one([null, 500, 20_000]),
    }),
    policy: {
      version: "policy/1",
      id: `policy-${seed}`,
      rules: Array.from({ length: Math.floor(random() * 5) }, (_, index) => ({
        id: `rule-${index}`,
        when: condition(),
        use: use(),
      })),
      otherwise: use(),
      creatorsMayChoose: chance(0.5),
      creatorChoices: some(IDS),
    },
    facts: new Map(
      some(IDS).map((id) => [
        id,
        {
          id,
          isConfigured: chance(0.8),
          isHealthy: chance(0.8),
          hasFailed: chance(0.1),
          isFull: chance(0.1),
          spend: one(["open", "open", "demoted", "closed"]),
          abilities: abilitiesOf({
            maxViewers: one([null, 10]),
            uplinkPerViewerKbps: one([null, 500]),
            privatePlayback: chance(0.7),
            recording: chance(0.7),
            ingest: one([["rtmp"], ["rtmp", "whip"]]),
          }),
        },
      ]),
    ),
    wish: chance(0.3) ? { provider: one([...IDS, "nobody"]), by: one(["creator", "admin"]) } : null,
  };
}
