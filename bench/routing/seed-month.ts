import type { Connection } from "../../lib/db/open-database";

/** Windows of ten seconds in an hour: one stream of the seed is an hour long and has one kind of usage. */
const WINDOWS = 360;

/**
 * A November of streams with `events` rows of usage and the sums that the product keeps of them, made by the database
 * itself: over 200 creators, four providers, three tiers, five labels and thirty days.
 */
export async function seedMonth(
  { query }: Connection,
  events: number,
  providers: readonly string[],
): Promise<void> {
  const streams = Math.ceil(events / WINDOWS);
  // Ids of providers are letters and dashes.
  const names = providers.map((id) => `'${id}'`).join(", ");
  await query(`
    insert into usage_events
      (stream_id, kind, source, window_start, provider, channel_id, tier, content_label, basis, quantity)
    select 's' || s, 'viewer-ms', 'viewer-samples',
      timestamptz '2026-11-01Z' + (s % 30) * interval '1 day' + (s % 22) * interval '1 hour' + w * interval '10 seconds',
      (array[${names}])[1 + s % ${providers.length}], 'c' || s % 200,
      (array['free', 'basic', 'premium'])[1 + s % 3],
      (array['music-concert', 'casual-chat', 'gaming', 'tutorial', 'other'])[1 + s % 5],
      'estimated', (s % 100) * 10000
    from generate_series(1, ${streams}) as s, generate_series(0, ${WINDOWS - 1}) as w
    limit ${events}`);
  await query(`
    insert into usage_days
      (day, stream_id, kind, basis, provider, channel_id, tier, content_label, quantity, is_counted, marked)
    select (window_start at time zone 'UTC')::date, stream_id, kind, basis, min(provider), min(channel_id), min(tier),
      min(content_label), sum(quantity), true, count(mark)
    from usage_events group by 1, stream_id, kind, basis`);
  await query("analyze usage_days");
}
