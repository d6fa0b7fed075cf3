import type { Feature } from "./policy";

/** What is known of a stream when its provider is chosen. Null is unknown: no rule that asks for it holds. */
export interface RouteRequest {
  readonly creatorId: string;
  readonly tier: string;
  readonly label: string;
  /** Expected viewers at once. */
  readonly audience: number | null;
  /** Wanted glass-to-glass delay, in ms. */
  readonly delayMs: number | null;
  readonly features: readonly Feature[];
  /** The creator's own upload as measured, in kbit/s. */
  readonly uplinkKbps: number | null;
  /** Epoch ms. */
  readonly at: number;
}
