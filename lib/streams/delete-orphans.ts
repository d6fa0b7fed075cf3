import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import type { ProviderId } from "../providers/contract";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import { findOrphans } from "./find-orphans";

export const MOST_ORPHANS_AT_ONCE = 50;

/** Of one that was chosen: deleted, or why not. */
export interface OrphanOutcome {
  readonly id: string;
  readonly problem: string | null;
}

/**
 * Deletes those of the chosen channels that still are orphans, one after the other, each with a line in the audit log. What
 * a stream knows meanwhile stays. Throws `forbidden`, `ProviderError` where nothing could be looked at.
 */
export async function deleteOrphans(
  actor: Actor,
  providerId: ProviderId,
  ids: readonly string[],
): Promise<readonly OrphanOutcome[]> {
  const report = await findOrphans(actor, providerId);
  const chosen = (report?.orphans ?? []).filter(({ id }) => ids.includes(id)).slice(0, MOST_ORPHANS_AT_ONCE);
  const provider = await getProvider(providerId);
  const outcomes: OrphanOutcome[] = [];
  for (const { id, streamId } of chosen) {
    try {
      await provider.deleteChannel({ provider: providerId, id });
      await recordAudit(await db(), {
        actor,
        action: "orphan.deleted",
        target: id,
        before: { provider: providerId, streamId },
      });
      outcomes.push({ id, problem: null });
    } catch (error) {
      if (!isProviderError(error)) throw error;
      outcomes.push({ id, problem: error.message });
    }
  }
  return outcomes;
}
