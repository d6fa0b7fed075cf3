import { z } from "zod";
import type { ChannelRef, Usage } from "../contract";
import { isProviderError } from "../errors";
import { type Api, failure } from "./api";
import { factsOf, startOf, videosOf } from "./recordings";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The vendor's bounds: how far back minutes are kept, and how much one query may span. */
const KEPT_DAYS = 90;
const SPAN_DAYS = 31;
const MAX_GROUPS = 10_000;
const NOBODY_COUNTS = { bytesIn: null, bytesOut: null, transcodeMs: null, turnBytes: null } as const;

/** `uid_in` follows the schema's own habit but stands in none of its samples; without it the whole account is read. */
const queryOf = (
  isFiltered: boolean,
) => `query ($account: string!, $start: Date, $end: Date${isFiltered ? ", $uids: [string!]" : ""}) {
  viewer { accounts(filter: { accountTag: $account }) {
    streamMinutesViewedAdaptiveGroups(filter: { date_geq: $start, date_lt: $end${isFiltered ? ", uid_in: $uids" : ""} }, limit: ${MAX_GROUPS}) {
      sum { minutesViewed } dimensions { uid } } } } }`;

const Answer = z.object({
  viewer: z.object({
    accounts: z.array(
      z.object({
        streamMinutesViewedAdaptiveGroups: z.array(
          z.object({
            sum: z.object({ minutesViewed: z.number() }),
            dimensions: z.object({ uid: z.string() }),
          }),
        ),
      }),
    ),
  }),
});

/**
 * What the vendor reports of a channel's broadcasts: minutes delivered over HLS and DASH in the last 90 days. It reports
 * no bytes, which stay unknown. When it can't say, this throws: unknown minutes are never none. Source: "Fetching bulk analytics".
 */
export async function usageOf(api: Api, accountId: string, ref: ChannelRef, now: number): Promise<Usage> {
  const videos = await videosOf(api, ref, "getUsage");
  const starts = videos.flatMap((video) => startOf(video) ?? []);
  if (videos.length === 0)
    return { basis: "reported", totals: { ...NOBODY_COUNTS, ingestMs: 0, viewerMs: 0 } };
  const end = Math.ceil((now + 1) / DAY_MS) * DAY_MS;
  const first = Math.max(Math.min(...starts, now), end - KEPT_DAYS * DAY_MS);
  const uids = [...videos.map(({ uid }) => uid), ref.id];
  let minutes = 0;
  for (let from = first; from < end; from += SPAN_DAYS * DAY_MS) {
    const span = { start: date(from), end: date(Math.min(from + SPAN_DAYS * DAY_MS, end)) };
    minutes += await minutesIn(api, { account: accountId, ...span }, uids);
  }
  const ingestMs = videos.reduce((total, video) => total + factsOf(video, now).durationMs, 0);
  return {
    basis: "reported",
    totals: { ...NOBODY_COUNTS, ingestMs, viewerMs: Math.round(minutes * 60_000) },
  };
}

async function minutesIn(api: Api, span: object, uids: readonly string[]): Promise<number> {
  const ask = (isFiltered: boolean) =>
    api.graphql("getUsage", queryOf(isFiltered), isFiltered ? { ...span, uids } : span, Answer);
  const { viewer } = await ask(true).catch((error: unknown) => {
    // GraphQL answers without data to what it does not know.
    if (!isProviderError(error) || error.code !== "unexpected-response") throw error;
    return ask(false);
  });
  const [account] = viewer.accounts;
  if (!account)
    throw failure("unauthenticated", "getUsage", "the token may not read the account's analytics");
  const groups = account.streamMinutesViewedAdaptiveGroups;
  // A list that was cut off may lack ours.
  if (groups.length >= MAX_GROUPS) throw failure("unexpected-response", "getUsage", "answered with too much");
  const ours = groups.filter(({ dimensions }) => uids.includes(dimensions.uid));
  return ours.reduce((total, { sum }) => total + sum.minutesViewed, 0);
}

function date(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
