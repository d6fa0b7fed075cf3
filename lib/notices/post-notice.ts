import "server-only";
import type { Transaction } from "../db/open-database";
import { deliveries, notices } from "../db/schema";
import { randomText } from "../secrets/random-text";
import { listWays } from "./list-ways";
import type { NoticeContent } from "./notice";

/** For admins, in the product and on every way that is set up: in the transaction of what it tells of, so that it is told once. */
export async function postNotice(tx: Transaction, content: NoticeContent, nowMs: number): Promise<void> {
  const id = randomText(16);
  const createdAt = new Date(nowMs);
  await tx.insert(notices).values({ id, kind: content.kind, details: { ...content.details }, createdAt });
  const ways = listWays();
  if (ways.length === 0) return;
  await tx
    .insert(deliveries)
    .values(ways.map((way) => ({ id: randomText(16), noticeId: id, way, dueAt: createdAt })));
}
