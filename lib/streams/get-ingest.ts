import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { db } from "../db/client";
import type { IngestTarget } from "../wire/playback";
import { findChangedKey } from "./find-changed-key";
import { readTargets } from "./ingest-targets";
import { getOwnStream } from "./own-stream";

/** The way in as it holds now, for the owner only; each reveal is written to the audit log. Throws `not-found`, `rate-limited`. */
export async function getIngest(actor: Actor, id: string): Promise<readonly IngestTarget[]> {
  assertScope(actor, "keys:read");
  const { row } = await getOwnStream(actor, id);
  await limitRate("key-reveal", actor.userId);
  await recordAudit(await db(), { actor, action: "stream-key.revealed", target: row.id });
  const ours = await readTargets(row.id);
  return (await findChangedKey(row, ours)) ?? ours;
}
