import { CONTENT_LABELS, type ContentLabel } from "../db/schema";

/** A content label as an address names it; null for anything else. */
export function readLabel(value: unknown): ContentLabel | null {
  return CONTENT_LABELS.find((label) => label === value) ?? null;
}
