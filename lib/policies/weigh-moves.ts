import { SEED_ASSUMPTIONS } from "../costs/data/seed-assumptions";
import { type MicroDollars, sumMicros, ZERO } from "../costs/money";
import type { PriceBook } from "../costs/price-book/price-book";
import { completeUsage } from "../costs/pricing/complete-usage";
import { priceUsage } from "../costs/pricing/price-usage";
import type { BilledProvider } from "../ledger/price-month";
import { useOf } from "../ledger/price-month";
import { toQuantities, type UsageSum } from "../ledger/quantities";
import type { ProviderId } from "../providers/contract";
import type { Replayed } from "../routing/replay-policy";

/** An amount of which a part may be unknown. */
export interface Weighed {
  readonly micros: MicroDollars;
  readonly isPartial: boolean;
}

/** All streams that go from one provider to one provider. */
export interface Flow {
  readonly from: ProviderId;
  /** Null: nothing could have carried them. */
  readonly to: ProviderId | null;
  readonly streams: number;
  readonly before: Weighed;
  readonly after: Weighed;
}

export interface MovesInput {
  readonly replayed: readonly Replayed[];
  readonly sums: ReadonlyMap<string, readonly UsageSum[]>;
  readonly billed: (id: ProviderId) => BilledProvider;
  readonly book: PriceBook;
  /** How many days the streams are of; servers cost so much of a month of thirty. */
  readonly days: number;
}

export interface Moves {
  readonly flows: readonly Flow[];
  readonly priceBefore: (stream: Replayed) => Weighed;
  readonly priceAfter: (stream: Replayed) => Weighed;
}

const MONTH_DAYS = 30;
const NOTHING: Weighed = { micros: ZERO, isPartial: false };

/** What streams cost where they went, and where they would go. What only the other provider counts is guessed. Pure. */
export function weighMoves({ replayed, sums, billed, book, days }: MovesInput): Moves {
  const sumsOf = (streamId: string) => sums.get(streamId) ?? [];
  const useNow = useBy(replayed, ({ from }) => from, sumsOf);
  const useThen = useBy(replayed, ({ to }) => to, sumsOf);
  const price = (id: ProviderId, own: readonly UsageSum[], all: bigint, isGuessed: boolean): Weighed => {
    const provider = billed(id);
    const known = toQuantities(own, provider.hasRelay);
    const usage = isGuessed ? completeUsage(known, "hd", SEED_ASSUMPTIONS).usage : known;
    const priced = priceUsage(usage, id, book, {
      daysInMonth: MONTH_DAYS,
      scope: "share",
      channelType: provider.billedAs,
      // A server's month falls to these days as far as they are of it.
      serverUse: { own: useOf(own), all: (all * BigInt(MONTH_DAYS)) / BigInt(days) },
    });
    return { micros: priced.totalMicros ?? ZERO, isPartial: priced.unknown.length > 0 };
  };
  const before = (from: ProviderId, own: readonly UsageSum[]) =>
    price(from, own, useNow.get(from) ?? 0n, false);
  const after = (from: ProviderId, to: ProviderId | null, own: readonly UsageSum[]) =>
    to === null ? NOTHING : price(to, own, useThen.get(to) ?? 0n, to !== from);
  const byFlow = new Map<string, { from: ProviderId; to: ProviderId | null; ids: string[] }>();
  for (const { streamId, from, to } of replayed) {
    const key = `${from}\n${to ?? ""}`;
    const flow = byFlow.get(key) ?? { from, to, ids: [] };
    flow.ids.push(streamId);
    byFlow.set(key, flow);
  }
  return {
    flows: [...byFlow.values()].map(({ from, to, ids }) => {
      const own = addUp(ids.flatMap(sumsOf));
      return { from, to, streams: ids.length, before: before(from, own), after: after(from, to, own) };
    }),
    priceBefore: ({ streamId, from }) => before(from, sumsOf(streamId)),
    priceAfter: ({ streamId, from, to }) => after(from, to, sumsOf(streamId)),
  };
}

export function total(parts: readonly Weighed[]): Weighed {
  return {
    micros: sumMicros(parts.map(({ micros }) => micros)),
    isPartial: parts.some(({ isPartial }) => isPartial),
  };
}

function useBy(
  replayed: readonly Replayed[],
  where: (one: Replayed) => ProviderId | null,
  sumsOf: (streamId: string) => readonly UsageSum[],
): ReadonlyMap<ProviderId, bigint> {
  const use = new Map<ProviderId, bigint>();
  for (const one of replayed) {
    const id = where(one);
    if (id !== null) use.set(id, (use.get(id) ?? 0n) + useOf(sumsOf(one.streamId)));
  }
  return use;
}

/** One sum for each kind and way of knowing. */
function addUp(sums: readonly UsageSum[]): readonly UsageSum[] {
  const all = new Map<string, UsageSum>();
  for (const sum of sums) {
    const key = `${sum.kind}/${sum.basis}`;
    const known = all.get(key);
    all.set(key, known ? { ...sum, quantity: known.quantity + sum.quantity } : sum);
  }
  return [...all.values()];
}
