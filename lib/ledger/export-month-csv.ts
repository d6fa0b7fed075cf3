import "server-only";
import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { MicroDollars } from "../costs/money";
import { db } from "../db/client";
import { channels, streams, usageDays } from "../db/schema";
import { listBilled } from "./billed-providers";
import { csvLine } from "./csv";
import { priceBookOf } from "./get-month-costs";
import { createLinePricer } from "./line-pricer";
import { daysOf, Month } from "./month";
import { priceMonth } from "./price-month";
import { readSums } from "./read-sums";

const PAGE = 2_000;
const HEADER = [
  "day",
  "provider",
  "tier",
  "label",
  "creator",
  "stream",
  "title",
  "item",
  "quantity",
  "basis",
  "counted",
  "marked",
  "amount_usd",
];

/**
 * A month, line by line, as CSV: everything that is known, also what sums leave out because something better is known, and so
 * costs nothing. Each provider's last line is what its month costs beside: servers, and room bought ahead that nobody used;
 * so amounts sum to the month. Read in pages, so that its size is nobody's memory. For admins; throws `forbidden`, `ZodError`
 * before the first line.
 */
export function exportMonthCsv(actor: Actor, month: string): AsyncGenerator<string> {
  assertAdmin(actor);
  return linesOf(Month.parse(month), Date.now());
}

async function* linesOf(month: string, now: number): AsyncGenerator<string> {
  const { from, until } = daysOf(month);
  const { book } = await priceBookOf(month, now);
  const pricer = createLinePricer(month, listBilled(), book);
  yield csvLine(HEADER);
  let after: SQL | undefined;
  for (;;) {
    const rows = await (await db())
      .select({ sum: usageDays, handle: channels.handle, title: streams.title })
      .from(usageDays)
      .leftJoin(channels, eq(channels.id, usageDays.channelId))
      .leftJoin(streams, eq(streams.id, usageDays.streamId))
      .where(and(gte(usageDays.day, from), lt(usageDays.day, until), after))
      .orderBy(asc(usageDays.day), asc(usageDays.streamId), asc(usageDays.kind), asc(usageDays.basis))
      .limit(PAGE);
    yield rows
      .map(({ sum, handle, title }) =>
        csvLine([
          sum.day,
          sum.provider,
          sum.tier,
          sum.contentLabel,
          handle ?? sum.channelId,
          sum.streamId,
          title ?? "",
          sum.kind,
          sum.quantity.toString(),
          sum.basis,
          sum.isCounted ? "yes" : "no",
          String(sum.marked),
          sum.isCounted ? dollars(pricer.price(sum.provider, sum)) : "",
        ]),
      )
      .join("");
    const last = rows.at(-1)?.sum;
    if (!last || rows.length < PAGE) break;
    after = sql`(${usageDays.day}, ${usageDays.streamId}, ${usageDays.kind}, ${usageDays.basis})
      > (${last.day}::date, ${last.streamId}, ${last.kind}, ${last.basis})`;
  }
  const { providers } = priceMonth(month, await readSums(month, "provider"), listBilled(), book);
  for (const invoice of providers) {
    const rest = pricer.restOf(invoice);
    if (rest === null || rest === 0) continue;
    const named = { day: month, provider: invoice.provider, item: "unshared", amount_usd: dollars(rest) };
    yield csvLine(HEADER.map((column) => (column in named ? named[column as keyof typeof named] : "")));
  }
}

/** With every digit there is: sums of it are exact. Nothing where it is unknown. */
function dollars(amount: MicroDollars | null): string {
  return amount === null ? "" : (amount / 1e6).toFixed(6);
}
