import type { Refusal } from "./decision";
import type { ProviderFacts } from "./provider-facts";
import type { RouteRequest } from "./route-request";

const NEVER_HEARD_OF: Refusal = { type: "unknown-provider" };
const NOT_CONFIGURED: Refusal = { type: "not-configured" };
const UNHEALTHY: Refusal = { type: "unhealthy" };
const FAILED: Refusal = { type: "failed" };
const FULL: Refusal = { type: "full" };
const CLOSED: Refusal = { type: "budget-closed" };
const OPEN_TO_ALL: Refusal = { type: "private" };
const NO_BROWSER: Refusal = { type: "browser-ingest" };

/**
 * Why this provider can't take the stream at all; null where it can. What would make a stream useless is a refusal;
 * what makes it less than wished is told by `listLosses`.
 */
export function judgeCandidate(request: RouteRequest, facts: ProviderFacts | undefined): Refusal | null {
  if (!facts) return NEVER_HEARD_OF;
  if (!facts.isConfigured) return NOT_CONFIGURED;
  if (facts.hasFailed) return FAILED;
  if (!facts.isHealthy) return UNHEALTHY;
  if (facts.isFull) return FULL;
  if (facts.spend === "closed") return CLOSED;
  return judgeAbilities(request, facts);
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
