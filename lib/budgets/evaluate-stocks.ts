import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db, notify } from "../db/client";
import type { StockDetails } from "../notices/notice";
import { postNotice } from "../notices/post-notice";
import { describeProviderId, listConfigured } from "../providers/get-provider";
import { forgetKeptGuards } from "./guard-board";
import { lookAtStock, type SeenStock } from "./look-at-stock";
import { BUDGETS_CHANGED, lockBudgets } from "./stored-budgets";
import { type KeptStock, readStocks, writeStocks } from "./stored-stocks";

/**
 * Keeps what providers say of what was bought ahead, and tells admins when it is better or worse than before, once. What was
 * not seen this time stays as it was; providers that are not set up any more are left out. Returns what changed.
 */
export async function evaluateStocks(
  seen: readonly SeenStock[],
  nowMs: number,
): Promise<readonly KeptStock[]> {
  const configured = new Set(listConfigured());
  const news = await (await db()).transaction(async (tx) => {
    await lockBudgets(tx);
    const before = await readStocks(tx);
    const now = seen.map((one) => {
      const known = before.find((kept) => isSame(kept, one));
      return { known, kept: lookAtStock(one, known, nowMs) };
    });
    const unseen = before.filter((kept) => !seen.some((one) => isSame(kept, one)));
    await writeStocks(
      tx,
      [...unseen, ...now.map(({ kept }) => kept)].filter(({ provider }) => configured.has(provider)),
    );
    const changed = now.flatMap(({ known, kept }) =>
      (known?.grade ?? "enough") === kept.grade ? [] : [kept],
    );
    for (const kept of changed) {
      const details = toDetails(kept);
      await postNotice(tx, { kind: "stock-changed", details }, nowMs);
      await recordAudit(tx, { actor: null, action: "stock.changed", target: kept.provider, after: details });
    }
    if (changed.length > 0) await notify(tx, BUDGETS_CHANGED, "stocks");
    return changed;
  });
  if (news.length > 0) await forgetKeptGuards();
  return news;
}

const isSame = (a: SeenStock | KeptStock, b: SeenStock | KeptStock): boolean =>
  a.provider === b.provider && a.what === b.what;

function toDetails({ provider, what, grade, used, limit, daysLeft }: KeptStock): StockDetails {
  return { provider, what, grade, used, limit, daysLeft, whose: describeProviderId(provider).label };
}
