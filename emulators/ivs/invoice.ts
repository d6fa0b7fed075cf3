import type { Account } from "./account";

/** Dollars for an hour of input by kind of channel, and for an hour that a viewer in North America or Europe watched in HD, as the service's page of prices says. */
const INPUT: Readonly<Record<string, number>> = {
  BASIC: 0.2,
  STANDARD: 2,
  ADVANCED_SD: 0.5,
  ADVANCED_HD: 0.85,
};
/** Up to so many hours in a month, each at this price. */
const OUTPUT = [
  [10_000, 0.072],
  [40_000, 0.066],
  [100_000, 0.06],
] as const;
const HOUR_MS = 3_600_000;

/** What the service would bill this account for a month, in cents: by its own counts, and by nobody else's code. */
export function invoiceOf({ sessions, channels }: Account, now: number): number {
  const input = sessions.reduce((dollars, { channelArn, startTime, endTime }) => {
    const rate = INPUT[channels.get(channelArn)?.type ?? ""] ?? Number.NaN;
    return dollars + (((endTime ?? now) - startTime) / HOUR_MS) * rate;
  }, 0);
  let hours = sessions.reduce((sum, { viewerMs }) => sum + viewerMs, 0) / HOUR_MS;
  let output = 0;
  for (const [most, rate] of OUTPUT) {
    const taken = Math.min(hours, most);
    output += taken * rate;
    hours -= taken;
  }
  return Math.round((input + output) * 100);
}
