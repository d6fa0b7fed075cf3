import "server-only";
import { downloadPass } from "../access/pass-for";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { db } from "../db/client";
import { AppError } from "../errors";
import { getProvider } from "../providers/get-provider";
import { getManagedRecording } from "./recording-query";

/** A short-lived address of the whole recording as one file, for its owner only. Throws `not-found`, `rate-limited`, `ProviderError`. */
export async function issueDownload(actor: Actor, id: string): Promise<{ url: string }> {
  assertScope(actor, "recordings:read");
  const { row, stream, ownerId } = await getManagedRecording(actor, id);
  // An admin may delete what should not be there; whose it is, is not theirs to take away.
  if (ownerId !== actor.userId || row.state !== "ready") throw new AppError("not-found");
  await limitRate("recording-download", actor.userId);
  const provider = await getProvider(row.provider);
  if (!provider.issueDownload) throw new AppError("not-found", "this provider gives no files");
  const ref = { provider: row.provider, id: row.providerRef };
  const url = await provider.issueDownload(ref, stream.title, downloadPass(stream, actor));
  await recordAudit(await db(), { actor, action: "recording.downloaded", target: id });
  return { url };
}
