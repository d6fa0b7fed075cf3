import "server-only";
import { asc, desc, eq } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { deliveries, notices } from "../db/schema";
import { GIVEN_UP_AFTER_MS } from "./delivery-pauses";
import type { Notice, Way } from "./notice";
import { readNotice } from "./read-notice";

/** A notice on its way out, as admins see it. Times are epoch ms. */
export interface DeliveryView {
  readonly id: string;
  readonly way: Way;
  readonly notice: Notice;
  readonly state: "delivered" | "waiting" | "given-up";
  readonly attempts: number;
  readonly deliveredAt: number | null;
  /** When it is tried next. */
  readonly dueAt: number;
  readonly problem: string | null;
}

/** The latest first. Throws `forbidden`. */
export async function listDeliveries(
  actor: Actor,
  { limit, nowMs }: { readonly limit: number; readonly nowMs: number },
): Promise<readonly DeliveryView[]> {
  assertAdmin(actor);
  const rows = await (await db())
    .select({ delivery: deliveries, notice: notices })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .orderBy(desc(notices.createdAt), desc(notices.id), asc(deliveries.way))
    .limit(limit);
  return rows.flatMap(({ delivery, notice: row }) => {
    const notice = readNotice(row);
    if (!notice) return [];
    const { id, way, attempts, deliveredAt, dueAt, problem } = delivery;
    const isOver = notice.createdAt <= nowMs - GIVEN_UP_AFTER_MS;
    const state = deliveredAt ? "delivered" : isOver ? "given-up" : "waiting";
    return [
      {
        ...{ id, way, notice, state, attempts, problem },
        deliveredAt: deliveredAt?.getTime() ?? null,
        dueAt: dueAt.getTime(),
      },
    ];
  });
}
