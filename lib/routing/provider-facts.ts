import type { Capabilities, ProviderId } from "../providers/contract";

/** What routing reads of a provider's capabilities. Combinations that exclude each other are settled in them already, as it is set up here. */
export type Abilities = Pick<
  Capabilities,
  | "ingest"
  | "latencyMs"
  | "maxViewers"
  | "uplinkPerViewerKbps"
  | "dvrSeconds"
  | "recording"
  | "privatePlayback"
  | "privateReplays"
>;

/** All that routing knows about a provider at the moment of choosing. */
export interface ProviderFacts {
  readonly id: ProviderId;
  readonly isConfigured: boolean;
  /** Whether it answers: its circuit is closed. */
  readonly isHealthy: boolean;
  /** Whether it was asked for this very stream's channel already, and could not make it. */
  readonly hasFailed: boolean;
  /** Whether it refuses new streams because a quota or prepaid storage is used up. */
  readonly isFull: boolean;
  /** What its budget says of new streams: `demoted` go elsewhere while there is an elsewhere, `closed` never start. */
  readonly spend: "open" | "demoted" | "closed";
  readonly abilities: Abilities;
}

export type RoutingFacts = ReadonlyMap<ProviderId, ProviderFacts>;
