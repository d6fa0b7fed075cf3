import { and, eq } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { usageMeters } from "../db/schema";
import type { Usage } from "../providers/contract";
import { lockUsage, recordUsage } from "./record-usage";
import { nextTotals, usageDelta } from "./usage-delta";
import type { UsageBasis, UsageKind } from "./usage-kinds";

/** Totals that a provider gives when asked, or with a stream's end. */
const SOURCE = "totals";

/** One answer of a provider about one stream. */
export interface UsageReading {
  readonly streamId: string;
  /** Epoch ms at which it was asked for. */
  readonly at: number;
  /** Epoch ms of the day it is booked on: the stream's end for what is told afterwards. */
  readonly usedAt: number;
  readonly usage: Usage;
}

/**
 * Books what the reading adds to the last one. An older reading that arrives late, and one that was applied already, add
 * nothing. Returns how many figures moved.
 */
export async function readMeter(tx: Transaction, reading: UsageReading): Promise<number> {
  const { streamId, at, usedAt, usage } = reading;
  await lockUsage(tx, streamId);
  const source = `${SOURCE}/${usage.basis}`;
  const [meter] = await tx
    .select()
    .from(usageMeters)
    .where(and(eq(usageMeters.streamId, streamId), eq(usageMeters.source, source)));
  const before = meter ? { totals: meter.totals, at: meter.readAt.getTime() } : null;
  const deltas = usageDelta(before, { totals: usage.totals, at }, usage.basis);
  if (deltas === null) return 0;
  const totals = nextTotals(before?.totals ?? null, usage.totals);
  await tx
    .insert(usageMeters)
    .values({ streamId, source, totals, readAt: new Date(at) })
    .onConflictDoUpdate({
      target: [usageMeters.streamId, usageMeters.source],
      set: { totals, readAt: new Date(at) },
    });
  const common = { streamId, windowStart: usedAt };
  // Two readings may be booked on one moment, the stream's end: the moment of asking tells them apart.
  return recordUsage(
    tx,
    deltas.map((delta) => ({
      ...{ ...delta, ...common, source: `${source}/${at}` },
      basis: basisOf(delta.kind, usage.basis),
    })),
  );
}

/** What went through a relay is the word of browsers, whoever adds it up: nobody here can measure it. */
function basisOf(kind: UsageKind, basis: UsageBasis): UsageBasis {
  return kind === "turn-bytes" && basis === "measured" ? "estimated" : basis;
}
