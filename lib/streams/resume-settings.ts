import "server-only";
import { and, gt, inArray } from "drizzle-orm";
import { db } from "../db/client";
import { auditLog } from "../db/schema";
import { applySettings } from "./apply-settings";

/** What `applySettings` is told by: each of these takes something away from somebody, or gives it. */
const CHANGES = [
  "stream.visibility-changed",
  "stream.everybody-turned-out",
  "stream.published",
  "playback-grant.revoked",
];
/** Twice as long as `applySettings` tries by itself, in ms. */
const LOOK_BACK_MS = 2 * 86_400_000;

/**
 * Tells providers once more what changed lately: who was away when it changed may have missed it, and the process that
 * kept trying may be gone. Harmless when it was heard. Resolves when each was told or is being tried again; never throws.
 */
export async function resumeSettings(nowMs: number): Promise<void> {
  const changed = await (await db())
    .selectDistinct({ streamId: auditLog.target })
    .from(auditLog)
    .where(and(inArray(auditLog.action, CHANGES), gt(auditLog.createdAt, new Date(nowMs - LOOK_BACK_MS))));
  for (const { streamId } of changed) await applySettings(streamId);
}
