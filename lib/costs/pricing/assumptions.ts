import { z } from "zod";

const Kbps = z.number().min(16).max(200_000);

/** How one figure is guessed from another where nobody counted it; whatever rests on it is called estimated. */
export const Assumptions = z.strictObject({
  version: z.literal("assumptions/1"),
  /** Of what a viewer watches, sound included. */
  kbps: z.strictObject({ audio: Kbps, sd: Kbps, hd: Kbps, "full-hd": Kbps }),
  /** How much of a recording lies in one object of a bucket. */
  storedSegmentMs: z.number().int().min(500).max(60_000),
  /** Of what peers send each other, the part that goes through a relay: 0 to 1. */
  turnShare: z.number().min(0).max(1),
  /** What one server sends to viewers at most. */
  serverKbps: z.number().min(1_000).max(1e9),
  source: z.string().min(1).max(300),
});
export type Assumptions = z.infer<typeof Assumptions>;
