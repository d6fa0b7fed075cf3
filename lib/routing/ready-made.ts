import { RoutingPolicy } from "./policy";
import data from "./ready-made.json";

/** Policies to begin with: by tier, and the three phases of leaving one vendor. Data, because they name providers. */
export const READY_MADE: readonly RoutingPolicy[] = data.map((one) => RoutingPolicy.parse(one));

/** What decides until an admin applied a policy. */
export const DEFAULT_POLICY: RoutingPolicy = firstOf(READY_MADE);

function firstOf([first]: readonly RoutingPolicy[]): RoutingPolicy {
  if (!first) throw new Error("there is no ready-made policy");
  return first;
}
