import { awsIvs } from "./aws-ivs";
import { cloudflare } from "./cloudflare";
import type { ProviderDefinition, ProviderId } from "./contract";
import { selfHosted } from "./self-hosted";
import { webrtcP2p } from "./webrtc-p2p";

/** Every vendor, in the order in which pages list them. Joining is one entry here, and its import. */
const DEFINITIONS = [selfHosted, webrtcP2p, awsIvs, cloudflare] as const;

export function listProviders(): readonly ProviderDefinition[] {
  return DEFINITIONS;
}

/** Null for an id that no folder claims. */
export function findProvider(id: ProviderId): ProviderDefinition | null {
  return DEFINITIONS.find((definition) => definition.id === id) ?? null;
}
