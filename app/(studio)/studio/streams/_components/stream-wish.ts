import type { ContentLabel, Visibility } from "@/lib/db/schema";

/** What the form knows of a stream besides its title. */
export interface StreamWish {
  readonly contentLabel: ContentLabel;
  readonly visibility: Visibility;
  readonly isPreview: boolean;
  readonly isRecorded: boolean;
  readonly expectedViewers: number | undefined;
}

/** Steps that a guess falls into. */
export const AUDIENCES = [8, 50, 500, 5_000, 50_000, 500_000] as const;

/** As the form begins. */
export function toWish({ isRecorded }: Pick<StreamWish, "isRecorded">): StreamWish {
  return {
    contentLabel: "music-concert",
    visibility: "public",
    isPreview: false,
    isRecorded,
    expectedViewers: undefined,
  };
}
