import "server-only";
import { eq, inArray } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin, assertCreator } from "../auth/assert-role";
import { sumMicros } from "../costs/money";
import { isOldPriceBook } from "../costs/price-book/is-old-price-book";
import { db } from "../db/client";
import { channels, usageDays, users } from "../db/schema";
import { getPriceBook } from "../price-books/get-price-book";
import { describeProviderId } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { listBilled } from "./billed-providers";
import { readKeptSums } from "./kept-sums";
import { daysOf, GroupBy, Month } from "./month";
import { type MonthCosts, priceMonth } from "./price-month";
import { readSums } from "./read-sums";

/** A month's money, with what a page needs to speak of it. Plain data. */
export interface MonthCostsView extends MonthCosts {
  readonly month: string;
  readonly groupBy: GroupBy;
  /** Of providers and creators, by id; other groups speak for themselves. */
  readonly labels: Readonly<Record<string, string>>;
  readonly prices: {
    readonly id: string;
    /** The day on which somebody last looked at all of them. */
    readonly checkedOn: string;
    readonly isOld: boolean;
  };
}

/** What everybody's month costs, by group. For admins; throws `forbidden`, `ZodError`. */
export async function getMonthCosts(
  actor: Actor,
  input: { readonly month: string; readonly groupBy: GroupBy },
): Promise<MonthCostsView> {
  assertAdmin(actor);
  return readMonthCosts(Month.parse(input.month), GroupBy.parse(input.groupBy), Date.now());
}

/** The same without anybody asking: for budgets. */
export async function readMonthCosts(month: string, groupBy: GroupBy, now: number): Promise<MonthCostsView> {
  const [sums, version] = await Promise.all([readSums(month, groupBy), priceBookOf(month, now)]);
  const costs = priceMonth(month, sums, listBilled(), version.book);
  const { id, book } = version;
  // Whatever the month is divided by, a provider has its place, and so its colour.
  const places = listProviders().map((one) => one.id);
  const placeOf = ({ provider }: { provider: string }) => places.indexOf(provider) + 1 || places.length + 1;
  return {
    ...costs,
    providers: costs.providers.toSorted((a, b) => placeOf(a) - placeOf(b)),
    month,
    groupBy,
    labels: await labelsOf(costs, groupBy),
    prices: { id, checkedOn: book.checkedOn, isOld: isOldPriceBook(book, now) },
  };
}

/** A creator's part of the month. */
export type CreatorMonthCosts = Pick<
  MonthCostsView,
  "month" | "groups" | "labels" | "prices" | "totalMicros" | "isPartial"
>;

/** What the actor's own channel cost in a month, by day: shares, since servers are everybody's. Throws `forbidden`, `ZodError`. */
export async function getCreatorMonthCosts(actor: Actor, month: string): Promise<CreatorMonthCosts> {
  const { channel } = assertCreator(actor);
  const wanted = Month.parse(month);
  const now = Date.now();
  const [everybody, own, version] = await Promise.all([
    readKeptSums(wanted, now),
    readSums(wanted, "day", eq(usageDays.channelId, channel.id)),
    priceBookOf(wanted, now),
  ]);
  // Everybody else is one group, so that a server's share is of all.
  const others = everybody
    .filter(({ group }) => group !== channel.id)
    .map((sum) => ({ ...sum, group: OTHERS }));
  const costs = priceMonth(wanted, [...own, ...others], listBilled(), version.book);
  const groups = costs.groups.filter(({ group }) => group !== OTHERS);
  const { id, book } = version;
  return {
    month: wanted,
    groups,
    totalMicros: sumMicros(groups.flatMap(({ amountMicros }) => amountMicros ?? [])),
    isPartial: groups.some((one) => one.isPartial),
    labels: await labelsOf({ groups }, "day"),
    prices: { id, checkedOn: book.checkedOn, isOld: isOldPriceBook(book, now) },
  };
}

const OTHERS = "others";

/** A month is priced by the newest prices of its own end, the running one by the newest. */
export function priceBookOf(month: string, now: number) {
  return getPriceBook(Math.min(Date.parse(daysOf(month).until), now + 1));
}

async function labelsOf(
  { groups }: Pick<MonthCosts, "groups">,
  groupBy: GroupBy,
): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set(groups.map(({ provider }) => provider).concat(listBilled().map(({ id }) => id)))];
  const labels = Object.fromEntries(ids.map((id) => [id, describeProviderId(id).label]));
  if (groupBy !== "creator" || groups.length === 0) return labels;
  const rows = await (await db())
    .select({ id: channels.id, name: users.name })
    .from(channels)
    .innerJoin(users, eq(users.id, channels.userId))
    .where(inArray(channels.id, [...new Set(groups.map(({ group }) => group))]));
  return { ...labels, ...Object.fromEntries(rows.map(({ id, name }) => [id, name])) };
}
