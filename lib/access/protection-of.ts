import type { StreamRow } from "../streams/apply-event";

/** What decides who may fetch a stream's media. */
export type Protected = Pick<StreamRow, "id" | "visibility" | "isPreview" | "accessEpoch">;

/** Public streams are open to anybody; all others are only for tokens, given out one by one to those who may watch. */
export function needsToken({ visibility, isPreview }: Pick<Protected, "visibility" | "isPreview">): boolean {
  return isPreview || visibility !== "public";
}
