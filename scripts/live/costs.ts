/** What a run of the live tests costs, per provider: it makes channels and sends nothing, so that nothing is metered. */
export interface Cost {
  /** The vendor's own prices for what it meters, before tax. */
  readonly prices: string;
  /** Where they stand, and as of when they were read. */
  readonly source: string;
  /** What the run makes of them, in USD. */
  readonly usd: number;
  /** What is made at the service, and deleted again. */
  readonly creates: string;
}

export const COSTS: Readonly<Record<string, Cost>> = {
  "aws-ivs": {
    prices:
      "input 0.20 to 2.00 USD an hour, output from 0.036 USD a viewer hour; channels themselves are free",
    source: "aws.amazon.com/ivs/pricing, read 2026-07 to 2026-09",
    usd: 0,
    creates: "one channel at a time with its stream key, up to a dozen in all",
  },
  cloudflare: {
    prices:
      "5 USD for 1,000 minutes stored a month, 1 USD for 1,000 minutes delivered; live inputs themselves are free",
    source: "developers.cloudflare.com/stream/pricing, read 2026-09-08",
    usd: 0,
    creates: "one live input at a time, up to a dozen in all",
  },
};
