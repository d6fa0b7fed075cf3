import "server-only";
import type { Actor } from "../auth/actor";
import type { ContentLabel, Visibility } from "../db/schema";
import { AppError } from "../errors";
import { currentPolicy } from "../policies/current-policy";
import type { ProviderId } from "../providers/contract";
import { chooseProvider, type Wish } from "../routing/choose-provider";
import { type CompiledPolicy, compilePolicy } from "../routing/compile-policy";
import type { Receipt } from "../routing/decision";
import type { Feature, RoutingPolicy } from "../routing/policy";
import type { RouteRequest } from "../routing/route-request";
import { ladderLoss } from "./ladder-loss";
import { readRoutingFacts } from "./routing-facts";

/** What a creator told of a stream, as far as it says where it should go. */
export interface RoutedWish {
  readonly contentLabel: ContentLabel;
  readonly visibility: Visibility;
  readonly isRecorded: boolean;
  readonly expectedViewers?: number | undefined;
  readonly maxDelayMs?: number | undefined;
  readonly uplinkKbps?: number | undefined;
  readonly wants: readonly Extract<Feature, "dvr" | "browser-ingest">[];
}

/**
 * Where a new stream of this creator goes by the policy that decides now, and why. Changes nothing, asks no provider.
 * `failed` are providers that just could not make its channel. Throws `forbidden` for what the policy lets no creator ask for.
 */
export async function routeStream(
  actor: Actor,
  wish: RoutedWish,
  asked: ProviderId | null = null,
  failed: ReadonlySet<ProviderId> = new Set(),
): Promise<Receipt> {
  const own = { tier: actor.tier, channelId: actor.channel?.id ?? "" };
  const [policy, facts] = await Promise.all([currentPolicy(), readRoutingFacts(failed, own)]);
  const request = toRequest(actor, wish, Date.now());
  const by: Wish | null = asked === null ? null : { provider: asked, by: askedBy(actor) };
  const decision = chooseProvider(request, compiled(policy), facts, by);
  if (decision.rejected.some(({ because }) => because.type === "not-allowed"))
    throw new AppError("forbidden", `${asked} is not for creators to choose`);
  const capped = await ladderLoss(decision.chosen, actor.tier, own.channelId);
  return { ...decision, warnings: [...decision.warnings, ...capped], policy: policy.id, request };
}

/** By the policy, what this creator may ask for when they wish so; configured or not. */
export function listAllowed(policy: RoutingPolicy, request: RouteRequest): ReadonlySet<ProviderId> {
  const { route, creatorsMayChoose, creatorChoices } = compiled(policy);
  return new Set([...(creatorsMayChoose ? route(request).use : []), ...creatorChoices]);
}

const askedBy = (actor: Actor): Wish["by"] => (actor.role === "admin" ? "admin" : "creator");

function toRequest(actor: Actor, wish: RoutedWish, at: number): RouteRequest {
  return {
    creatorId: actor.userId,
    tier: actor.tier,
    label: wish.contentLabel,
    audience: wish.expectedViewers ?? null,
    delayMs: wish.maxDelayMs ?? null,
    features: [
      ...(wish.isRecorded ? (["recording"] as const) : []),
      ...(wish.visibility === "public" ? [] : (["private"] as const)),
      ...wish.wants,
    ],
    uplinkKbps: wish.uplinkKbps ?? null,
    at,
  };
}

/** Versions never change, so each is made ready once. */
const made = new WeakMap<RoutingPolicy, CompiledPolicy>();
function compiled(policy: RoutingPolicy): CompiledPolicy {
  const known = made.get(policy);
  if (known) return known;
  const fresh = compilePolicy(policy);
  made.set(policy, fresh);
  return fresh;
}
