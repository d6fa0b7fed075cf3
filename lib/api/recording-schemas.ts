import { z } from "zod";
import { ApiRecording } from "../recordings/api-recording";
import { RecordingId } from "../recordings/schemas";
import { StreamId } from "../streams/schemas";

export const ListRecordingsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: RecordingId.optional().meta({ description: "`nextCursor` of the page before." }),
  stream: StreamId.optional().meta({ description: "Only of this stream." }),
});

export const RecordingList = z
  .object({ recordings: z.array(ApiRecording), nextCursor: z.string().nullable() })
  .meta({ id: "RecordingList" });

export const DeleteRecordingAnswer = z
  .object({
    removal: z.enum(["done", "pending"]).meta({
      description: "`pending`: gone for viewers; the storage does not answer, and is asked until it does.",
    }),
  })
  .meta({ id: "DeletedRecording" });

export const DownloadAnswer = z
  .object({ url: z.url().meta({ description: "Short-lived and a secret: whoever has it may download." }) })
  .meta({ id: "RecordingDownload" });
