import type { SessionTrouble } from "./session-state";

/** Which sentences tell a trouble: `broadcastStudio.session` has what happened and what to do. */
export type SessionWord =
  | "unreachable"
  | "no-path"
  | "lost"
  | "other-tab"
  | "taken-over"
  | "no-key"
  | "occupied"
  | "key-changed"
  | "suspended"
  | "stream-ended"
  | "busy"
  | "codec"
  | "refused";

export function sessionWord(trouble: SessionTrouble): SessionWord {
  if (trouble.kind !== "refused") return trouble.kind;
  const { status, error } = trouble;
  if (error === "already-publishing") return "occupied";
  if (error === "suspended" || error === "stream-ended") return error;
  if (error.endsWith("codec-unsupported")) return "codec";
  if (status === 401) return "key-changed";
  return status === 429 || status >= 500 ? "busy" : "refused";
}
