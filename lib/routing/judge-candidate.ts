import type { Refusal } from "./decision";
import type { ProviderFacts } from "./provider-facts";
import type { RouteRequest } from "./route-request";

const NEVER_HEARD_OF: Refusal = { type: "unknown-provider" };
const NOT_CONFIGURED = { type: "not-configured" } as const;
const UNHEALTHY = { type: "unhealthy" } as const;
const FAILED = { type: "failed" } as const;
const FULL = { type: "full" } as const;
const CLOSED = { type: "budget-closed" } as const;
const OPEN_TO_ALL: Refusal = { type: "private" };
const NO_BROWSER: Refusal = { type: "browser-ingest" };

/**
 * Why this provider can't take the stream at all; null where it can. What would make a stream useless is a refusal;
 * what makes it less than wished is told by `listLosses`.
 */
export function judgeCandidate(request: RouteRequest, facts: ProviderFacts | undefined): Refusal | null {
  return facts ? (judgeState(facts) ?? judgeAbilities(request, facts)) : NEVER_HEARD_OF;
}

/** The same of how it is at this moment, whatever the stream. */
export function judgeState(facts: ProviderFacts) {
  if (!facts.isConfigured) return NOT_CONFIGURED;
  if (facts.hasFailed) return FAILED;
  if (!facts.isHealthy) return UNHEALTHY;
  if (facts.isFull) return FULL;
  if (facts.spend === "closed") return CLOSED;
  return null;
}

function judgeAbilities(
  { audience, uplinkKbps, features }: RouteRequest,
  facts: ProviderFacts,
): Refusal | null {
  const { maxViewers, uplinkPerViewerKbps, privatePlayback, ingest } = facts.abilities;
  if (audience !== null && maxViewers !== null && audience > maxViewers)
    return { type: "audience", most: maxViewers };
  if (uplinkPerViewerKbps !== null && uplinkKbps !== null) {
    const viewers = Math.floor(uplinkKbps / uplinkPerViewerKbps);
    // Whoever expects nobody in particular expects at least one.
    if (viewers < (audience ?? 1)) return { type: "uplink", viewers };
  }
  if (features.includes("private") && !privatePlayback) return OPEN_TO_ALL;
  if (features.includes("browser-ingest") && !ingest.some(isFromBrowser)) return NO_BROWSER;
  return null;
}

const isFromBrowser = (kind: ProviderFacts["abilities"]["ingest"][number]): boolean =>
  kind === "whip" || kind === "p2p";
