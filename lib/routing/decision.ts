import type { ProviderId } from "../providers/contract";
import type { RouteRequest } from "./route-request";

/** Why a provider was chosen, as data; one component turns it into a sentence. */
export type Because =
  /** The rule with this id held. */
  | { readonly type: "rule"; readonly rule: string }
  /** No rule held, or none of its providers could take the stream: the policy's last resort. */
  | { readonly type: "default-provider" }
  /** Its creator asked for it. */
  | { readonly type: "creator-chose" }
  /** An admin asked for it, whatever the policy says. */
  | { readonly type: "admin-chose" }
  /** Those before it in the policy's order could not take the stream. */
  | { readonly type: "fallback" };

/** Why a provider could not take a stream. */
export type Refusal =
  | { readonly type: "unknown-provider" }
  | { readonly type: "not-configured" }
  | { readonly type: "not-allowed" }
  /** It does not answer. */
  | { readonly type: "unhealthy" }
  /** It was asked for this stream's channel, and could not make it. */
  | { readonly type: "failed" }
  /** A quota or the prepaid storage is used up. */
  | { readonly type: "full" }
  /** Its budget says that new streams go elsewhere while there is an elsewhere. */
  | { readonly type: "over-budget" }
  /** Its hard cap is reached. */
  | { readonly type: "budget-closed" }
  | { readonly type: "audience"; readonly most: number }
  | { readonly type: "uplink"; readonly viewers: number }
  | { readonly type: "private" }
  | { readonly type: "browser-ingest" };

/** A wish that the chosen provider does not grant in full. `values` are for the sentence. */
export interface Loss {
  readonly feature: string;
  readonly reason: string;
  readonly values?: Readonly<Record<string, number>>;
}

export interface Rejection {
  readonly provider: ProviderId;
  readonly because: Refusal;
}

/** A choice and its whole explanation. No acceptable provider is a value, not an error. */
export interface Decision {
  readonly chosen: ProviderId | null;
  readonly because: readonly Because[];
  readonly rejected: readonly Rejection[];
  readonly warnings: readonly Loss[];
}

/** What every stream keeps of its decision, so that it can be explained and replayed. */
export interface Receipt extends Decision {
  /** The deciding policy's id; streams from before there were policies have neither. */
  readonly policy?: string;
  readonly request?: RouteRequest;
}
