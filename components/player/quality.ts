/** One of the pictures that a stream is offered in. */
export interface Quality {
  /** As the stream names it, e.g. `source`, `720p`. */
  readonly id: string;
  /** Short side of the picture in pixels; null for sound without a picture. */
  readonly lines: number | null;
  /** What the encoder sent, untouched. */
  readonly isSource: boolean;
}

/** What the viewer wants: the best that their connection carries, or always the same. */
export type QualityWish = "auto" | Quality["id"];

export interface QualityState {
  /** Best first; a choice only with more than one. */
  readonly offered: readonly Quality[];
  /** Null: by the connection. */
  readonly chosenId: string | null;
  readonly playingId: string | null;
}

export const NO_CHOICE: QualityState = { offered: [], chosenId: null, playingId: null };

/** The wished quality, or the next smaller one where this stream has none such; null for `auto`. Pure. */
export function findWished(offered: readonly Quality[], wish: QualityWish): Quality | null {
  if (wish === "auto" || offered.length < 2) return null;
  const exact = offered.find(({ id }) => id === wish);
  if (exact) return exact;
  const lines = Number(/^(\d{2,4})p$/.exec(wish)?.[1] ?? Number.NaN);
  if (Number.isNaN(lines)) return null;
  const smaller = offered.filter((quality) => (quality.lines ?? 0) <= lines);
  return smaller.reduce<Quality | null>(
    (best, quality) => ((quality.lines ?? 0) > (best?.lines ?? -1) ? quality : best),
    null,
  );
}
