import type { ProviderId } from "../providers/contract";
import type { CompiledPolicy, Route } from "./compile-policy";
import type { Because, Decision, Rejection } from "./decision";
import { judgeCandidate } from "./judge-candidate";
import { listLosses } from "./list-losses";
import type { RoutingFacts } from "./provider-facts";
import type { RouteRequest } from "./route-request";

/** Somebody asked for one provider. It is this one or none: nobody who asked for one wants to be sent elsewhere in silence. */
export interface Wish {
  readonly provider: ProviderId;
  readonly by: "creator" | "admin";
}

/**
 * Which provider carries a stream, and the whole explanation. The order is the policy's: the deciding rule's providers,
 * then the last resort; the first that can take the stream is chosen, with what it lacks as warnings. One over its soft
 * budget is passed over while there is another. Pure; never throws; unknown tiers and labels go to the last resort.
 */
export function chooseProvider(
  request: RouteRequest,
  policy: CompiledPolicy,
  facts: RoutingFacts,
  wish: Wish | null = null,
): Decision {
  const route = policy.route(request);
  if (wish) return grant(request, policy, facts, route, wish);
  const rejected: Rejection[] = [];
  const found =
    pick(request, route, facts, rejected, false) ??
    (route === policy.lastResort ? null : pick(request, policy.lastResort, facts, rejected, false)) ??
    // Better over a soft budget than not at all.
    pick(request, route, facts, rejected, true) ??
    (route === policy.lastResort ? null : pick(request, policy.lastResort, facts, rejected, true));
  if (!found) return { chosen: null, because: [], rejected, warnings: [] };
  return decide(request, facts, found.id, found.because, rejected);
}

function grant(
  request: RouteRequest,
  policy: CompiledPolicy,
  facts: RoutingFacts,
  route: Route,
  { provider, by }: Wish,
): Decision {
  const isAllowed =
    by === "admin" ||
    policy.creatorChoices.has(provider) ||
    (policy.creatorsMayChoose && route.use.includes(provider));
  const known = facts.get(provider);
  // Whether it answers and has room is tried: it says better than we do what is wrong.
  const tried = known && { ...known, isHealthy: true, isFull: false };
  const refusal = isAllowed ? judgeCandidate(request, tried) : ({ type: "not-allowed" } as const);
  if (refusal) return { chosen: null, because: [], rejected: [{ provider, because: refusal }], warnings: [] };
  return decide(request, facts, provider, [{ type: by === "admin" ? "admin-chose" : "creator-chose" }], []);
}

function pick(
  request: RouteRequest,
  route: Route,
  facts: RoutingFacts,
  rejected: Rejection[],
  takesDemoted: boolean,
): { readonly id: ProviderId; readonly because: readonly Because[] } | null {
  for (const [place, id] of route.use.entries()) {
    const one = facts.get(id);
    const because =
      judgeCandidate(request, one) ??
      (one?.spend === "demoted" && !takesDemoted ? ({ type: "over-budget" } as const) : null);
    if (because === null)
      return { id, because: place === 0 ? [route.because] : [route.because, { type: "fallback" }] };
    if (!rejected.some(({ provider }) => provider === id)) rejected.push({ provider: id, because });
  }
  return null;
}

function decide(
  request: RouteRequest,
  facts: RoutingFacts,
  chosen: ProviderId,
  because: readonly Because[],
  rejected: readonly Rejection[],
): Decision {
  const known = facts.get(chosen);
  return {
    chosen,
    because,
    rejected: rejected.filter(({ provider }) => provider !== chosen),
    warnings: known ? listLosses(request, known.abilities) : [],
  };
}
