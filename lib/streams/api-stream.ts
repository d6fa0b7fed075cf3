import { z } from "zod";
import { CONTENT_LABELS, VISIBILITIES } from "../db/schema";
import { env } from "../env";
import { IngestTarget, PlaybackSource } from "../wire/playback";
import { BroadcastState, HealthGrade, IngestState } from "../wire/stream-state";
import type { StreamView } from "./stream";

const ReasonSchema = z.object({ type: z.string() }).loose();

/** A stream as the REST API shows it. Both lists grow new kinds: ignore the ones you do not know. */
export const ApiStream = z
  .object({
    id: z.string(),
    title: z.string(),
    contentLabel: z.enum(CONTENT_LABELS),
    visibility: z.enum(VISIBILITIES),
    provider: z.string().meta({ description: "Id of the provider that carries the stream." }),
    decision: z
      .object({
        chosen: z.string().nullable(),
        because: z.array(ReasonSchema),
        rejected: z.array(z.object({ provider: z.string(), because: ReasonSchema })),
        warnings: z.array(z.object({ feature: z.string(), reason: z.string() })),
      })
      .meta({ description: "Why this provider was chosen." }),
    state: z.object({ broadcast: BroadcastState, ingest: IngestState, health: HealthGrade }),
    watchUrl: z.url(),
    isPreview: z.boolean().meta({ description: "Only its creator sees it until it is published." }),
    isRecorded: z.boolean().meta({ description: "Whether it is kept; see /api/v1/recordings." }),
    viewers: z.number().int().nullable().meta({ description: "Null is unknown." }),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime().nullable().meta({
      description: "From when on the server's budget ends the stream while it is on air; null: it does not.",
    }),
    playback: z
      .array(PlaybackSource)
      .meta({ description: "Ordered, best first; empty while nothing is playable." }),
    ingest: z.array(IngestTarget).optional().meta({
      description: "Publish secrets: only for the stream's owner, by a token with the scope keys:read.",
    }),
  })
  .meta({ id: "Stream" });
export type ApiStream = z.infer<typeof ApiStream>;

export function toApiStream(stream: StreamView, ingest?: readonly IngestTarget[]): ApiStream {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const { because, rejected, warnings, chosen } = stream.decision;
  return {
    id: stream.id,
    title: stream.title,
    contentLabel: stream.contentLabel,
    visibility: stream.visibility,
    provider: stream.provider.id,
    decision: { chosen, because: [...because], rejected: [...rejected], warnings: [...warnings] },
    state: { broadcast: stream.broadcast, ingest: stream.ingest, health: stream.health },
    watchUrl: `${env().PUBLIC_URL}/watch/${stream.id}`,
    isPreview: stream.isPreview,
    isRecorded: stream.isRecorded,
    viewers: stream.viewers,
    createdAt: new Date(stream.createdAt).toISOString(),
    startedAt: iso(stream.startedAt),
    endedAt: iso(stream.endedAt),
    endsAt: iso(stream.endsAt),
    playback: [...stream.playback],
    ...(ingest ? { ingest: [...ingest] } : {}),
  };
}
