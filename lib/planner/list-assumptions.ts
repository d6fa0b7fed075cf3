import type { PlannedCost } from "../costs/planner/plan-costs";
import type { PlanWish } from "../costs/planner/plan-wish";
import type { PriceItem } from "../costs/price-book/price-book";
import type { Assumptions } from "../costs/pricing/assumptions";

/** A figure that nobody planned and that an amount rests on. */
export type Assumption =
  /** What each viewer takes of the picture. */
  | { readonly type: "bitrate"; readonly kbps: number }
  /** How much of a recording lies in one object of a bucket. */
  | { readonly type: "segment"; readonly seconds: number }
  /** Of what peers send each other, the part that goes through a relay: 0 to 1. */
  | { readonly type: "relayed"; readonly share: number }
  /** What one server sends at most. */
  | { readonly type: "server"; readonly mbps: number }
  /** Reading recordings is priced as if nobody did. */
  | { readonly type: "no-reads" };

const IN_BYTES: readonly PriceItem[] = ["egress", "stored-bytes", "turn"];

/** What one provider's planned month takes for granted, of all that its parts rest on. Pure. */
export function listAssumptions(
  { priced, servers }: Pick<PlannedCost, "priced" | "servers">,
  { quality, storedHours }: PlanWish,
  { kbps, storedSegmentMs, turnShare, serverKbps }: Assumptions,
): readonly Assumption[] {
  const items = new Set(priced.lines.map(({ item }) => item));
  const found: (Assumption | false)[] = [
    (servers !== null || IN_BYTES.some((item) => items.has(item))) && {
      type: "bitrate",
      kbps: kbps[quality],
    },
    servers !== null && { type: "server", mbps: serverKbps / 1_000 },
    items.has("turn") && { type: "relayed", share: turnShare },
    storedHours > 0 && items.has("write-requests") && { type: "segment", seconds: storedSegmentMs / 1_000 },
    storedHours > 0 && items.has("read-requests") && { type: "no-reads" },
  ];
  return found.filter((one) => one !== false);
}
