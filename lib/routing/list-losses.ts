import type { Loss } from "./decision";
import type { Abilities } from "./provider-facts";
import type { RouteRequest } from "./route-request";

const NOTHING: readonly Loss[] = [];

/** What was wished for and this provider does not give, so that nobody finds out on air. */
export function listLosses({ features, delayMs }: RouteRequest, abilities: Abilities): readonly Loss[] {
  if (features.length === 0 && delayMs === null) return NOTHING;
  const losses: Loss[] = [];
  const wants = (feature: (typeof features)[number]) => features.includes(feature);
  if (wants("recording")) {
    if (!abilities.recording) losses.push({ feature: "wish-recording", reason: "it is not recorded there" });
    else if (wants("private") && !abilities.privateReplays)
      losses.push({ feature: "wish-private-replays", reason: "what is private is not recorded there" });
  }
  if (wants("dvr") && abilities.dvrSeconds === 0)
    losses.push({ feature: "wish-dvr", reason: "viewers can't go back there" });
  if (delayMs !== null && abilities.latencyMs.typical > delayMs)
    losses.push({
      feature: "wish-delay",
      reason: "viewers see it later there",
      values: { wantedMs: delayMs, typicalMs: abilities.latencyMs.typical },
    });
  return losses;
}
