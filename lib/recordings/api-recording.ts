import { z } from "zod";
import { env } from "../env";
import { RecordingFault } from "../wire/recording";
import type { LibraryItem } from "./recording-query";

/** A recording as the REST API shows it. */
export const ApiRecording = z
  .object({
    id: z.string(),
    streamId: z.string(),
    title: z.string().meta({ description: "Of the stream." }),
    state: z.enum(["recording", "ready", "failed", "deleting"]).meta({
      description:
        "`recording`: grows, or is being finished. `deleting`: gone for viewers; its file follows.",
    }),
    fault: RecordingFault.nullable().meta({
      description: "Why it stopped before its stream did, or can't be played.",
    }),
    startedAt: z.iso.datetime(),
    durationMs: z.number().int(),
    bytes: z.number().int(),
    expiresAt: z.iso.datetime().nullable().meta({ description: "When it is deleted; null keeps it." }),
    watchUrl: z.url().nullable().meta({ description: "Null unless it is ready." }),
  })
  .meta({ id: "Recording" });
export type ApiRecording = z.infer<typeof ApiRecording>;

export function toApiRecording(item: LibraryItem): ApiRecording {
  const { id, streamId, title, state, fault, durationMs, bytes, expiresAt } = item;
  return {
    id,
    streamId,
    title,
    state,
    fault,
    startedAt: new Date(item.startedAt).toISOString(),
    durationMs,
    bytes,
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    watchUrl: state === "ready" ? `${env().PUBLIC_URL}/watch/${streamId}` : null,
  };
}
