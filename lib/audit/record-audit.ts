import type { Actor } from "../auth/actor";
import type { Database, Transaction } from "../db/open-database";
import { auditLog } from "../db/schema";

export interface AuditEntry {
  /** Null when the server itself acts. */
  readonly actor: Pick<Actor, "kind" | "userId"> | null;
  /** Noun-verb, past, e.g. `stream-key.revealed`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | undefined;
}

/** In the same transaction as the deed, wherever there is one. Never pass a secret. */
export async function recordAudit(via: Database | Transaction, entry: AuditEntry): Promise<void> {
  await via.insert(auditLog).values({
    id: crypto.randomUUID(),
    actor: { kind: entry.actor?.kind ?? "system", id: entry.actor?.userId ?? null },
    action: entry.action,
    target: entry.target,
    before: entry.before ?? null,
    after: entry.after ?? null,
    reason: entry.reason ?? null,
  });
}
