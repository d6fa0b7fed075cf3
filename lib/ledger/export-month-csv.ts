import "server-only";
import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { channels, streams, usageDays } from "../db/schema";
import { csvLine } from "./csv";
import { daysOf, Month } from "./month";

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
];

/**
 * A month, line by line, as CSV: everything that is known, also what sums leave out because something better is known.
 * Read in pages, so that its size is nobody's memory. For admins; throws `forbidden`, `ZodError` before the first line.
 */
export function exportMonthCsv(actor: Actor, month: string): AsyncGenerator<string> {
  assertAdmin(actor);
  return linesOf(daysOf(Month.parse(month)));
}

async function* linesOf({ from, until }: { from: string; until: string }): AsyncGenerator<string> {
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
        ]),
      )
      .join("");
    const last = rows.at(-1)?.sum;
    if (!last || rows.length < PAGE) return;
    after = sql`(${usageDays.day}, ${usageDays.streamId}, ${usageDays.kind}, ${usageDays.basis})
      > (${last.day}::date, ${last.streamId}, ${last.kind}, ${last.basis})`;
  }
}
