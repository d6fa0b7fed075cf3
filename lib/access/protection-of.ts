import { capabilitiesOf } from "../providers/capabilities-of";
import type { StreamRow } from "../streams/apply-event";

/** What decides who may fetch a stream's media. */
export type Protected = Pick<StreamRow, "id" | "visibility" | "isPreview" | "accessEpoch" | "provider">;

/** Whether a stream is shown to anybody; all others only to those who may watch. */
export function isForEverybody({
  visibility,
  isPreview,
}: Pick<Protected, "visibility" | "isPreview">): boolean {
  return !isPreview && visibility === "public";
}

/**
 * Whether its media is only for tokens, given out one by one: of what isn't for everybody, and wherever the provider lets
 * nobody in without one.
 */
export function needsToken(row: Pick<Protected, "visibility" | "isPreview" | "provider">): boolean {
  return !isForEverybody(row) || (capabilitiesOf(row.provider)?.alwaysNeedsPass ?? false);
}
