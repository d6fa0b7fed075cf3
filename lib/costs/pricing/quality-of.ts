import type { Quality } from "../price-book/price-book";

/**
 * Under which price a picture falls, by its shorter side, so that one held upright is not taken for a greater one. Null lines
 * are unknown; no picture at all is `{ width: 0, height: 0 }`. Pure.
 */
export function qualityOf({
  width,
  height,
}: {
  readonly width: number | null;
  readonly height: number | null;
}): Quality | null {
  if (width === null || height === null) return null;
  const lines = Math.min(width, height);
  if (lines <= 0) return "audio";
  if (lines <= 480) return "sd";
  return lines <= 720 ? "hd" : "full-hd";
}
