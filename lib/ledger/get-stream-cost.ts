import "server-only";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { SEED_ASSUMPTIONS } from "../costs/data/seed-assumptions";
import type { MicroDollars } from "../costs/money";
import { daysInMonth } from "../costs/price-book/price-units";
import { type Comparison, compareProviders } from "../costs/pricing/compare-providers";
import { priceHour } from "../costs/pricing/price-hour";
import { priceUsage } from "../costs/pricing/price-usage";
import type { PriceContext, PricedUsage } from "../costs/pricing/priced-usage";
import { qualityOf } from "../costs/pricing/quality-of";
import { capabilitiesOf } from "../providers/capabilities-of";
import { describeProviderId, listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { isOnAir } from "../streams/broadcast-machine";
import { getManagedStream } from "../streams/own-stream";
import { toBilled } from "./billed-providers";
import { priceBookOf } from "./get-month-costs";
import { getStreamUsage } from "./get-stream-usage";
import { readKeptSums } from "./kept-sums";
import { monthOf } from "./month";
import { useOf } from "./price-month";
import { toQuantities, type UsageSum } from "./quantities";

/** What a stream costs, and would cost elsewhere. Plain data, at most ten seconds behind while it is live. */
export interface StreamCost {
  readonly priced: PricedUsage;
  readonly comparisons: readonly (Comparison & { readonly isConfigured: boolean })[];
  readonly labels: Readonly<Record<string, string>>;
  /** While it is on air: an hour with as many viewers as now; null else. Estimated. */
  readonly hour: PricedUsage | null;
  readonly viewerMinutes: number | null;
  /** Per viewer and hour, of what is known; null where nobody watched. */
  readonly perViewerHourMicros: MicroDollars | null;
  /** Share by which the time watched that the provider reports differs from what was seen here; null where one is unknown. */
  readonly drift: number | null;
  /** Figures that deserve a second look: capped, or corrected by the provider. */
  readonly marked: number;
  /** Of the month that it is priced in. */
  readonly daysInMonth: number;
  readonly pricesCheckedOn: string;
  /** Epoch ms. */
  readonly asOf: number;
}

/** For the stream's owner and admins; throws `not-found` for everybody else. */
export async function getStreamCost(actor: Actor, streamId: string): Promise<StreamCost> {
  assertScope(actor, "streams:read");
  const { row } = await getManagedStream(actor, streamId);
  const now = Date.now();
  const month = monthOf(Math.min(now, (row.endedAt ?? row.startedAt)?.getTime() ?? now));
  const [lines, version, everybody] = await Promise.all([
    getStreamUsage(actor, row.id),
    priceBookOf(month, now),
    readUse(month, now),
  ]);
  const sums = lines.flatMap(({ kind, basis, quantity }): UsageSum[] =>
    basis === null || quantity === null ? [] : [{ kind, basis, quantity: BigInt(quantity) }],
  );
  const own = useOf(sums);
  const contextOf = (id: string): PriceContext => {
    const known = everybody.get(id) ?? 0n;
    // What is kept of everybody's is a moment old, and elsewhere it would have come on top of what is there.
    const all = id !== row.provider ? known + own : known > own ? known : own;
    return {
      daysInMonth: daysInMonth(month),
      scope: "share",
      channelType: toBilled(id).billedAs,
      serverUse: { own, all },
    };
  };
  const usage = toQuantities(sums, toBilled(row.provider).hasRelay);
  const context = contextOf(row.provider);
  const configured = new Set(listConfigured());
  const providers = listProviders().map(({ id, capabilities }) => ({
    id,
    capabilities: capabilitiesOf(id) ?? capabilities,
    context: contextOf(id),
  }));
  const quality =
    qualityOf({ width: row.metrics?.width ?? null, height: row.metrics?.height ?? null }) ?? "hd";
  const at = providers.find(({ id }) => id === row.provider);
  const priced = priceUsage(usage, row.provider, version.book, context);
  const comparisons = at
    ? compareProviders({
        ...{ usage, at, providers, context, book: version.book },
        ...{ peakViewers: row.peakViewers, quality, assumptions: SEED_ASSUMPTIONS },
      })
    : [];
  const watched = usage["viewer-ms"]?.quantity ?? null;
  return {
    priced,
    comparisons: comparisons.map((one) => ({ ...one, isConfigured: configured.has(one.provider) })),
    labels: Object.fromEntries(
      [row.provider, ...providers.map(({ id }) => id)].map((id) => [id, describeProviderId(id).label]),
    ),
    hour: isOnAir(row.broadcast)
      ? priceHour(
          { provider: row.provider, viewers: row.viewers, quality, isRecorded: row.isRecorded },
          version.book,
          SEED_ASSUMPTIONS,
          // Another hour costs no more of a server whose month is paid.
          { ...context, serverUse: { own: 0n, all: 1n } },
        )
      : null,
    viewerMinutes: watched === null ? null : Number(watched / 60_000n),
    drift: lines.find(({ kind }) => kind === "viewer-ms")?.drift ?? null,
    marked: lines.reduce((total, line) => total + line.marked, 0),
    perViewerHourMicros: perViewerHour(priced, watched),
    daysInMonth: daysInMonth(month),
    pricesCheckedOn: version.book.checkedOn,
    asOf: now,
  };
}

function perViewerHour({ totalMicros }: PricedUsage, watched: bigint | null): MicroDollars | null {
  if (totalMicros === null || watched === null || watched < 60_000n) return null;
  // An amount times less than the hours of a year stays a safe integer.
  return Number((BigInt(totalMicros) * 3_600_000n) / watched) as MicroDollars;
}

/** Everybody's use of each provider's servers in a month, a moment old. */
async function readUse(month: string, now: number): Promise<ReadonlyMap<string, bigint>> {
  const sums = await readKeptSums(month, now);
  return new Map(
    [...new Set(sums.map(({ provider }) => provider))].map((id) => [
      id,
      useOf(sums.filter(({ provider }) => provider === id)),
    ]),
  );
}
