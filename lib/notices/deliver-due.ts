import "server-only";
import { and, asc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { db } from "../db/client";
import { deliveries, notices } from "../db/schema";
import { logger } from "../logger";
import { redactSecrets } from "../wire/redact-secrets";
import { GIVEN_UP_AFTER_MS, pauseAfter } from "./delivery-pauses";
import { readNotice } from "./read-notice";
import { sendNotice } from "./send-notice";

const AT_ONCE = 20;
/** Longer than one attempt takes: whoever took it and is gone leaves it to the others then. */
const TAKEN_FOR_MS = 60_000;
const MOST_OF_A_PROBLEM = 300;

/**
 * Sends what is due, each once whichever process looks; what fails is due again after a pause, until a day has passed. A
 * process that ends between sending and writing so down makes it come twice, with the same id. Returns how many arrived.
 */
export async function deliverDue(nowMs: number): Promise<number> {
  const arrived = await Promise.all((await take(nowMs)).map((one) => deliver(one, nowMs)));
  return arrived.filter(Boolean).length;
}

type Taken = Awaited<ReturnType<typeof take>>[number];

/** In one short transaction, so that nobody else sends it meanwhile. */
async function take(nowMs: number) {
  return (await db()).transaction(async (tx) => {
    const due = await tx
      .select({ delivery: deliveries, notice: notices })
      .from(deliveries)
      .innerJoin(notices, eq(notices.id, deliveries.noticeId))
      .where(
        and(
          isNull(deliveries.deliveredAt),
          lte(deliveries.dueAt, new Date(nowMs)),
          gt(notices.createdAt, new Date(nowMs - GIVEN_UP_AFTER_MS)),
        ),
      )
      .orderBy(asc(deliveries.dueAt))
      .limit(AT_ONCE)
      .for("update", { of: deliveries, skipLocked: true });
    if (due.length === 0) return [];
    await tx
      .update(deliveries)
      .set({ dueAt: new Date(nowMs + TAKEN_FOR_MS), attempts: sql`${deliveries.attempts} + 1` })
      .where(
        inArray(
          deliveries.id,
          due.map(({ delivery }) => delivery.id),
        ),
      );
    return due;
  });
}

async function deliver({ delivery, notice: row }: Taken, nowMs: number): Promise<boolean> {
  const { id, way, attempts } = delivery;
  const notice = readNotice(row);
  const set = async (change: Partial<typeof deliveries.$inferInsert>) =>
    (await db()).update(deliveries).set(change).where(eq(deliveries.id, id));
  try {
    if (!notice) throw new Error("This version does not know this kind of notice.");
    await sendNotice(notice, way);
    await set({ deliveredAt: new Date(), problem: null });
    return true;
  } catch (error) {
    const problem = toProblem(error);
    logger().warn({ problem, noticeId: row.id, way, attempts: attempts + 1 }, "a notice did not arrive");
    await set({ dueAt: new Date(nowMs + pauseAfter(attempts + 1)), problem });
    return false;
  }
}

/** In one line, for admins. */
export function toProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return redactSecrets(text.replace(/\s+/g, " ")).slice(0, MOST_OF_A_PROBLEM);
}
