import type { ProviderId } from "../providers/contract";
import { chooseProvider, type Wish } from "./choose-provider";
import type { CompiledPolicy } from "./compile-policy";
import type { Loss } from "./decision";
import type { RoutingFacts } from "./provider-facts";
import type { RouteRequest } from "./route-request";

/** A stream that was, as far as it can be decided again. */
export interface PastStream {
  readonly streamId: string;
  readonly request: RouteRequest;
  /** What somebody asked for then; null where the policy decided. */
  readonly wish: Wish | null;
  /** Where it went. */
  readonly provider: ProviderId;
  /** The most viewers that came at once; null is unknown. */
  readonly peakViewers: number | null;
}

/** What a policy does to one stream. */
export interface Replayed {
  readonly streamId: string;
  readonly from: ProviderId;
  /** Null: nothing could have carried it. */
  readonly to: ProviderId | null;
  readonly losses: readonly Loss[];
  /** The most that its new provider carries, where more came. */
  readonly tooManyViewersFor: number | null;
  /** What was asked for then may not be asked for any more. */
  readonly isWishLost: boolean;
}

/** Decides one stream again, by the same choice as in earnest. Pure. */
export function replayStream(past: PastStream, policy: CompiledPolicy, facts: RoutingFacts): Replayed {
  const asked = past.wish && chooseProvider(past.request, policy, facts, past.wish);
  const isWishLost = asked?.rejected.some(({ because }) => because.type === "not-allowed") ?? false;
  const decision = asked && !isWishLost ? asked : chooseProvider(past.request, policy, facts);
  const most = decision.chosen === null ? null : (facts.get(decision.chosen)?.abilities.maxViewers ?? null);
  const isTooMany = most !== null && past.peakViewers !== null && past.peakViewers > most;
  return {
    streamId: past.streamId,
    from: past.provider,
    to: decision.chosen,
    losses: decision.warnings,
    tooManyViewersFor: isTooMany ? most : null,
    isWishLost,
  };
}

/** Every stream again, in order, each by what is known of the providers for it. Pure; 100,000 take well below a second. */
export function replayPolicy<Past extends PastStream>(
  past: readonly Past[],
  policy: CompiledPolicy,
  factsFor: (stream: Past) => RoutingFacts,
): readonly Replayed[] {
  return past.map((stream) => replayStream(stream, policy, factsFor(stream)));
}
