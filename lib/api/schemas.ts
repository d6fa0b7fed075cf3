import { z } from "zod";
import { ApiStream } from "../streams/api-stream";
import { CreateStreamInput, StreamId } from "../streams/schemas";

export const CreateStreamBody = CreateStreamInput.meta({ id: "CreateStream" });

export const ListStreamsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: StreamId.optional().meta({ description: "`nextCursor` of the page before." }),
});

export const StreamList = z
  .object({ streams: z.array(ApiStream), nextCursor: z.string().nullable() })
  .meta({ id: "StreamList" });

export const EndStreamAnswer = ApiStream.extend({
  cutOff: z.enum(["done", "pending"]).meta({
    description: "`pending`: the stream is over for viewers, but its encoder could not be cut off yet.",
  }),
}).meta({ id: "EndedStream" });

export const PublishStreamAnswer = ApiStream.extend({
  applied: z.enum(["done", "pending"]).meta({
    description: "`pending`: the media server could not be told yet, and keeps viewers out until it is.",
  }),
}).meta({ id: "PublishedStream" });

const MAX_METADATA_BYTES = 1_024;

export const MetadataBody = z
  .object({
    text: z
      .string()
      .min(1)
      .refine((text) => new TextEncoder().encode(text).length <= MAX_METADATA_BYTES, "is longer than 1 KB")
      .meta({ description: "Any text, e.g. JSON; at most 1,024 bytes of UTF-8." }),
  })
  .meta({ id: "TimedMetadata" });

export const HealthAnswer = z.object({ status: z.literal("ok"), version: z.string() }).meta({ id: "Health" });
