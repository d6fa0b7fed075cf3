import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { channels } from "../db/schema";
import { AppError } from "../errors";
import { ANYWHERE, type SetEmbedOriginsInput } from "./schemas";

/** Which sites may show the streams of the actor's channel. */
export async function setEmbedOrigins(actor: Actor, input: SetEmbedOriginsInput): Promise<void> {
  const { channel } = actor;
  if (!channel || actor.kind !== "session") throw new AppError("forbidden");
  const embedOrigins = input.anywhere ? [ANYWHERE] : input.origins;
  await (await db()).transaction(async (tx) => {
    const [before] = await tx
      .select({ embedOrigins: channels.embedOrigins })
      .from(channels)
      .where(eq(channels.id, channel.id));
    await tx.update(channels).set({ embedOrigins }).where(eq(channels.id, channel.id));
    await recordAudit(tx, {
      actor,
      action: "embedding.changed",
      target: channel.id,
      before: before?.embedOrigins,
      after: embedOrigins,
    });
  });
}
