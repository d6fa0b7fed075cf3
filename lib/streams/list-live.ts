import type { ContentLabel } from "../db/schema";

/** A public stream that is on air, for the front page. */
export interface LiveCard {
  readonly streamId: string;
  readonly title: string;
  readonly contentLabel: ContentLabel;
  readonly handle: string;
  readonly creatorName: string;
  /** Null is unknown. */
  readonly viewers: number | null;
  /** Epoch ms. */
  readonly startedAt: number | null;
}
/** Most watched first; at most 60. */
export async function listLiveStreams(_limit = 24): Promise<readonly LiveCard[]> {
  throw new Error("being built");
}
