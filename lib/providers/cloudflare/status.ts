import type { IngestState } from "../../wire/stream-state";
import type { LiveStatus } from "../contract";
import { IDLE } from "../media-events";
import type { LiveInput } from "./answers";

/** Words of the vendor's description; `disconnected` only in practice. All others mean that nothing comes in. */
const ACTIVE = new Set(["connected", "reconnected", "new_configuration_accepted"]);
const FAILED = new Set(["failed_to_connect", "failed_to_reconnect"]);

/** Its word for the connection, in whichever of its three shapes the status comes; null before the first broadcast. */
export function stateWord(status: LiveInput["status"]): string | null {
  if (typeof status === "string") return status;
  return status?.current?.state ?? null;
}

export function ingestOf({ status, enabled }: Pick<LiveInput, "status" | "enabled">): IngestState {
  const word = stateWord(status);
  if (enabled === false || word === null) return "inactive";
  if (ACTIVE.has(word)) return "active";
  return FAILED.has(word) ? "error" : "inactive";
}

/** `viewers` is null where nobody counts. */
export function toStatus(ingest: IngestState, viewers: number | null): LiveStatus {
  return { ...IDLE, ingest, viewers };
}
