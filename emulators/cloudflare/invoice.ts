import type { Account } from "./account";

/** Dollars, as the vendor's page of prices says: for 1,000 minutes delivered, and for 1,000 minutes of room, bought ahead in whole thousands. */
const PER_1000_DELIVERED = 1;
const PER_1000_STORED = 5;

/** What the vendor would bill this account for a month, in cents: by its own counts, and by nobody else's code. */
export function invoiceOf({ videos }: Account): number {
  const all = [...videos.values()];
  const delivered = all.reduce((minutes, video) => minutes + video.minutesViewed, 0);
  const stored = all.reduce(
    (minutes, { state, duration }) => minutes + (state === "ready" ? duration / 60 : 0),
    0,
  );
  const dollars = (delivered / 1_000) * PER_1000_DELIVERED + Math.ceil(stored / 1_000) * PER_1000_STORED;
  return Math.round(dollars * 100);
}
