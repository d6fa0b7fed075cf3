import "server-only";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { toBilled } from "../ledger/billed-providers";
import { useOf } from "../ledger/price-month";
import { getPriceBook } from "../price-books/get-price-book";
import type { ProviderId } from "../providers/contract";
import { describeProviderId } from "../providers/get-provider";
import { compilePolicy } from "../routing/compile-policy";
import { type Hindrance, listHindrances } from "../routing/list-hindrances";
import { RoutingPolicy } from "../routing/policy";
import { type Replayed, replayPolicy } from "../routing/replay-policy";
import { readPastStreams, readStreamSums } from "./past-streams";
import { CIRCUMSTANCES, type Circumstances, readReplayFacts } from "./replay-facts";
import { type Flow, total, type Weighed, weighMoves } from "./weigh-moves";

const DAY_MS = 86_400_000;
/** Moves that are listed one by one. */
const LISTED = 200;

export const SimulationInput = z.object({
  policy: RoutingPolicy,
  days: z.number().int().min(1).max(90).default(30),
  circumstances: z.enum(CIRCUMSTANCES).default("all-well"),
});

export interface SimulatedStream extends Replayed {
  readonly title: string;
  readonly creator: string;
  readonly before: Weighed;
  readonly after: Weighed;
}

/** What a policy would have done. Plain data. */
export interface Simulation {
  readonly days: number;
  readonly circumstances: Circumstances;
  /** What stands in the way of providers now; empty where all are taken for well. */
  readonly hindrances: readonly Hindrance[];
  readonly streams: number;
  readonly moved: number;
  /** Streams that nothing could have carried. */
  readonly unroutable: number;
  readonly before: Weighed;
  readonly after: Weighed;
  readonly flows: readonly Flow[];
  /** Features by how many of the moved streams would lose them. */
  readonly losses: readonly { readonly feature: string; readonly streams: number }[];
  /** Moved streams to which more viewers came than would have fitted, by provider. */
  readonly tooSmall: readonly { readonly provider: ProviderId; readonly streams: number }[];
  readonly lostWishes: number;
  /** The moves of what was used most, at most 200. */
  readonly list: readonly SimulatedStream[];
  readonly labels: Readonly<Record<ProviderId, string>>;
}

/** Each holds all streams of its days in memory. */
let running: Promise<unknown> = Promise.resolve();

/**
 * Replays the streams of the last days by a policy: the same decision as in earnest, with every provider that is set up
 * taken for well and within its budget, or as it is now. Changes nothing; one after the other in a process. For admins;
 * throws `forbidden`, `rate-limited`, `ZodError`.
 */
export async function simulatePolicy(actor: Actor, input: unknown): Promise<Simulation> {
  assertAdmin(actor);
  const wish = SimulationInput.parse(input);
  await limitRate("rehearsal", actor.userId);
  const own = running.then(() => rehearse(wish));
  running = own.catch(() => {});
  return own;
}

async function rehearse(wish: z.output<typeof SimulationInput>): Promise<Simulation> {
  const { policy, days, circumstances } = wish;
  const since = new Date(Date.now() - days * DAY_MS);
  const [past, sums, prices] = await Promise.all([
    readPastStreams(since),
    readStreamSums(since),
    getPriceBook(Date.now() + 1),
  ]);
  const factsFor = await readReplayFacts(circumstances, past);
  const replayed = replayPolicy(past, compilePolicy(policy), factsFor);
  const hindrances = listHindrances(past.map(factsFor));
  const moves = weighMoves({ replayed, sums, billed: toBilled, book: prices.book, days });
  const moved = replayed.filter(({ from, to }) => from !== to);
  const byId = new Map(past.map((one) => [one.streamId, one]));
  const watched = ({ streamId }: Replayed) => Number(useOf(sums.get(streamId) ?? []));
  // Pricing a stream costs more than deciding it: only those that are shown are priced by themselves.
  const list = moved
    .toSorted((a, b) => watched(b) - watched(a))
    .slice(0, LISTED)
    .map((one) => ({
      ...one,
      title: byId.get(one.streamId)?.title ?? "",
      creator: byId.get(one.streamId)?.creator ?? "",
      before: moves.priceBefore(one),
      after: moves.priceAfter(one),
    }));
  const ids = new Set([
    ...replayed.flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
    ...hindrances.map(({ provider }) => provider),
  ]);
  return {
    ...{ days, circumstances, hindrances, streams: replayed.length, moved: moved.length },
    unroutable: replayed.filter(({ to }) => to === null).length,
    before: total(moves.flows.map(({ before }) => before)),
    after: total(moves.flows.map(({ after }) => after)),
    flows: moves.flows.toSorted((a, b) => b.streams - a.streams),
    losses: count(moved.flatMap(({ losses }) => losses.map(({ feature }) => feature))).map(
      ([feature, streams]) => ({ feature, streams }),
    ),
    tooSmall: count(
      moved.flatMap(({ to, tooManyViewersFor }) => (to !== null && tooManyViewersFor !== null ? [to] : [])),
    ).map(([provider, streams]) => ({ provider, streams })),
    lostWishes: replayed.filter(({ isWishLost }) => isWishLost).length,
    list,
    labels: Object.fromEntries([...ids].map((id) => [id, describeProviderId(id).label])),
  };
}

function count(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
