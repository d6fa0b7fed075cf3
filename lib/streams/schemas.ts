import { z } from "zod";
import { CONTENT_LABELS, VISIBILITIES } from "../db/schema";
import { listProviders } from "../providers/registry";
import { ID_PATTERN } from "../wire/limits";

const PROVIDERS = listProviders().map(({ id }) => id);

export const StreamId = z.string().regex(ID_PATTERN);

/** What a creator tells about a stream before it exists. */
export const CreateStreamInput = z.object({
  title: z
    .string()
    .trim()
    .min(1, "title-missing")
    .max(120, "title-too-long")
    // Control characters and bidirectional overrides would let a title lie about what surrounds it.
    .regex(/^[^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/u, "title-characters"),
  contentLabel: z.enum(CONTENT_LABELS).default("other"),
  visibility: z.enum(VISIBILITIES).default("public"),
  /** Only its creator sees it until it is made public. */
  isPreview: z.boolean().default(false),
  /** As the creator's tier says when left out. */
  isRecorded: z.boolean().optional(),
  /** At once; what the creator expects. */
  expectedViewers: z.number().int().min(0).max(10_000_000).optional(),
  /** From camera to viewer, as the creator needs it. */
  maxDelayMs: z.number().int().min(1).max(60_000).optional(),
  /** The creator's own upload, where it was measured. */
  uplinkKbps: z.number().int().min(0).max(10_000_000).optional(),
  wants: z
    .array(z.enum(["dvr", "browser-ingest"]))
    .max(2)
    .default([]),
  /** Id of the provider that is to carry it; when left out, the policy decides. */
  provider: z
    .string()
    .max(40)
    .refine((id) => PROVIDERS.includes(id), "provider-unknown")
    .optional()
    .meta({
      description: `Who is to carry it: ${PROVIDERS.join(", ")}. Left out: as the routing policy decides. Creators may ask for what that policy allows.`,
    }),
});
export type CreateStreamInput = z.input<typeof CreateStreamInput>;

export const StreamInput = z.object({ streamId: StreamId });

export const EndStreamInput = z.object({
  streamId: StreamId,
  /** Why an admin ends somebody's stream; kept in the audit log. */
  reason: z.string().trim().max(300).optional(),
});
