import { z } from "zod";
import type { ChannelRef, Usage } from "../contract";
import { NO_USAGE } from "../media-events";
import { type Api, failure } from "./api";
import { factsOf, startOf, videosOf } from "./recordings";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The vendor's bounds: how far back minutes are kept, and how much one query may span. */
const KEPT_DAYS = 90;
const SPAN_DAYS = 31;
const MAX_GROUPS = 1_000;

const QUERY = `query ($account: string!, $start: Date, $end: Date, $uids: [string!]) {
  viewer { accounts(filter: { accountTag: $account }) {
    streamMinutesViewedAdaptiveGroups(filter: { date_geq: $start, date_lt: $end, uid_in: $uids }, limit: ${MAX_GROUPS}) {
      sum { minutesViewed } dimensions { uid } } } } }`;

const Answer = z.object({
  viewer: z.object({
    accounts: z.array(
      z.object({
        streamMinutesViewedAdaptiveGroups: z.array(
          z.object({ sum: z.object({ minutesViewed: z.number() }) }),
        ),
      }),
    ),
  }),
});

/**
 * What the vendor reports of a channel's broadcasts: minutes delivered over HLS and DASH in the last 90 days. It reports
 * no bytes, which stay 0. When it can't say, this throws: unknown minutes are never none. Source: "Fetching bulk analytics".
 */
export async function usageOf(api: Api, accountId: string, ref: ChannelRef, now: number): Promise<Usage> {
  const videos = await videosOf(api, ref, "getUsage");
  const starts = videos.flatMap((video) => startOf(video) ?? []);
  if (videos.length === 0) return { basis: "reported", totals: NO_USAGE };
  const end = Math.ceil((now + 1) / DAY_MS) * DAY_MS;
  const first = Math.max(Math.min(...starts, now), end - KEPT_DAYS * DAY_MS);
  const uids = [...videos.map(({ uid }) => uid), ref.id];
  let minutes = 0;
  for (let from = first; from < end; from += SPAN_DAYS * DAY_MS) {
    const span = { start: date(from), end: date(Math.min(from + SPAN_DAYS * DAY_MS, end)) };
    const variables = { account: accountId, ...span, uids };
    const { viewer } = await api.graphql("getUsage", QUERY, variables, Answer);
    const [account] = viewer.accounts;
    if (!account)
      throw failure("unauthenticated", "getUsage", "the token may not read the account's analytics");
    for (const { sum } of account.streamMinutesViewedAdaptiveGroups) minutes += sum.minutesViewed;
  }
  const ingestMs = videos.reduce((total, video) => total + factsOf(video, now).durationMs, 0);
  return {
    basis: "reported",
    totals: { ...NO_USAGE, ingestMs, viewerMs: Math.round(minutes * 60_000) },
  };
}

function date(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
