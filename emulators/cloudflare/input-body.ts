import { z } from "zod";

/** What the vendor takes, with its bounds. */
export const InputBody = z.object({
  meta: z.record(z.string(), z.unknown()).optional(),
  enabled: z.boolean().optional(),
  preferLowLatency: z.boolean().optional(),
  deleteRecordingAfterDays: z.number().int().min(30).max(1096).nullable().optional(),
  recording: z
    .object({
      mode: z.enum(["off", "automatic"]).optional(),
      requireSignedURLs: z.boolean().optional(),
      allowedOrigins: z.array(z.string()).nullable().optional(),
      hideLiveViewerCount: z.boolean().optional(),
      timeoutSeconds: z.number().int().min(0).optional(),
    })
    .optional(),
});
export type InputBody = z.infer<typeof InputBody>;
