import type { MicroDollars } from "../money";
import type { PricedUsage } from "./priced-usage";

/** What all of it costs; null where a part is unknown, whatever the rest is. Pure. */
export function wholeTotal({ totalMicros, unknown }: PricedUsage): MicroDollars | null {
  return unknown.length > 0 ? null : totalMicros;
}
