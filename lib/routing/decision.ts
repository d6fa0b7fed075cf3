import type { ProviderId } from "../providers/contract";

/** Why a provider was chosen or not, as data; one component turns it into a sentence. */
export type Reason =
  | { readonly type: "default-provider" }
  /** Its creator asked for it. */
  | { readonly type: "creator-chose" }
  | { readonly type: "not-configured" };

/** A choice and its whole explanation: the receipt that every stream keeps. No acceptable provider is a value, not an error. */
export interface Decision {
  readonly chosen: ProviderId | null;
  readonly because: readonly Reason[];
  readonly rejected: readonly { readonly provider: ProviderId; readonly because: Reason }[];
  readonly warnings: readonly { readonly feature: string; readonly reason: string }[];
}
