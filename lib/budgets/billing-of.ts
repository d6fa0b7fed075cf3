import { capabilitiesOf } from "../providers/capabilities-of";
import type { Capabilities, ProviderId } from "../providers/contract";

/** What a provider bills by, as it is set up here; nothing for one that is no longer known. */
export function billingOf(id: ProviderId): Capabilities["billing"] {
  return capabilitiesOf(id)?.billing ?? "none";
}
