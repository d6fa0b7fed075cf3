import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { AppError } from "../errors";
import { tryNow } from "../providers/circuit";
import { healthRecord } from "../providers/health";
import { findProvider } from "../providers/registry";

/** Ends the pause of a provider that did not answer: its next call is made. Throws `forbidden` or `not-found`. */
export async function tryProviderNow(actor: Actor, id: string): Promise<void> {
  assertAdmin(actor);
  if (!findProvider(id)) throw new AppError("not-found", "no such provider");
  await recordAudit(await db(), { actor, action: "provider.retried", target: id });
  const record = healthRecord(id);
  record.circuit = tryNow(record.circuit, Date.now());
}
