import type { IngestTarget } from "@/lib/wire/playback";

/** The ways in that a browser can take; the others are for other programs. */
export const BROWSER_KINDS = ["whip", "p2p"] as const satisfies readonly IngestTarget["kind"][];
export type BrowserKind = (typeof BROWSER_KINDS)[number];

export function isForBrowsers(kind: IngestTarget["kind"]): kind is BrowserKind {
  return BROWSER_KINDS.some((one) => one === kind);
}
