/**
 * What is counted; each name says its unit. `stored-…-days`: what lay there, once for each day (UTC). `transcode-ms`: how long
 * pictures were made in other qualities, once for each of them, as transcoders are billed.
 */
export const USAGE_KINDS = [
  "ingest-ms",
  "viewer-ms",
  "bytes-in",
  "bytes-out",
  "stored-ms-days",
  "stored-byte-days",
  "turn-bytes",
  "transcode-ms",
] as const;
export type UsageKind = (typeof USAGE_KINDS)[number];

/** How a figure is known, best first: of the same thing, the first that is there counts. */
export const USAGE_BASES = ["reported", "measured", "estimated"] as const;
export type UsageBasis = (typeof USAGE_BASES)[number];

/**
 * Why a figure deserves a second look. `capped`: more than can be, so the most that can be was taken. `corrected`: the
 * provider took back a part of what it had reported.
 */
export type UsageMark = "capped" | "corrected";
