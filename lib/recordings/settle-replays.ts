import { and, inArray, ne } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { recordings } from "../db/schema";
import type { StreamRow } from "../streams/apply-event";
import { isOver } from "../streams/broadcast-machine";
import type { BroadcastState } from "../wire/stream-state";
import type { RecordingState } from "./recording";

/** What a stream that is over is, by what was recorded of it; any other is as it was. Pure. */
export function settleReplay(row: StreamRow, states: readonly RecordingState[]): StreamRow {
  if (!isOver(row.broadcast)) return row;
  const broadcast = replayState(states);
  return broadcast === row.broadcast ? row : { ...row, broadcast };
}

/** The same rows, those that are over in the state that their recordings give them. The rows are locked by the caller. */
export async function settleReplays(tx: Transaction, rows: readonly StreamRow[]): Promise<StreamRow[]> {
  const over = rows.filter((row) => isOver(row.broadcast)).map((row) => row.id);
  if (over.length === 0) return [...rows];
  const found = await tx
    .select({ streamId: recordings.streamId, state: recordings.state })
    .from(recordings)
    .where(and(inArray(recordings.streamId, over), ne(recordings.state, "deleted")));
  const statesOf = (id: string) => found.filter((one) => one.streamId === id).map((one) => one.state);
  return rows.map((row) => settleReplay(row, statesOf(row.id)));
}

function replayState(states: readonly RecordingState[]): BroadcastState {
  if (states.includes("recording")) return "processing";
  return states.includes("ready") ? "replay-ready" : "ended";
}
