import { z } from "zod";
import { UsageFigures } from "../wire/media-events";
import { EndReason, HealthGrade } from "../wire/stream-state";
import { StreamExperience } from "./stream-experience";

const moment = z.iso.datetime();

/** One point of the charts. Null is unknown, e.g. while the encoder was away; a missing point is a gap. */
export const RecordPoint = z.object({
  at: moment.meta({ description: "Start of the point's `pointSeconds`." }),
  videoKbps: z.number().int().nullable(),
  audioKbps: z.number().int().nullable(),
  framesPerSecond: z.number().nullable(),
  viewers: z.number().int().nullable(),
  health: HealthGrade.meta({ description: "The worst within the point." }),
  reporting: z.number().int().nullable().meta({ description: "Viewers whose players reported." }),
  waiting: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Most of them who waited for more than a second." }),
  startupMs: z.number().int().nullable().meta({ description: "Median time to the first picture." }),
  latencyMs: z.number().int().nullable().meta({ description: "Median delay behind the encoder." }),
  rebufferRatio: z.number().nullable().meta({ description: "Share of the time that pictures stood." }),
});
export type RecordPoint = z.infer<typeof RecordPoint>;

/** One connection of an encoder. */
export const RecordConnection = z.object({
  protocol: z.string(),
  address: z.string().nullable().meta({ description: "Forgotten after 30 days." }),
  startedAt: moment,
  endedAt: moment.nullable().meta({ description: "Null while it lasts." }),
  endedBecause: z.string().nullable(),
  droppedFrames: z.number().int().nullable(),
});
export type RecordConnection = z.infer<typeof RecordConnection>;

/** What happened during a stream; for its owner. */
export const StreamRecord = z
  .object({
    streamId: z.string(),
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    endedBecause: EndReason.nullable(),
    peakViewers: z.number().int(),
    experience: StreamExperience.nullable().meta({
      description: "Reported by viewers' players; null while none has.",
    }),
    totals: UsageFigures.nullable().meta({
      description: "Known once the stream has ended. A figure that its provider can't know stays null.",
    }),
    pointSeconds: z.number().int(),
    points: z.array(RecordPoint).meta({ description: "Oldest first; kept for 30 days." }),
    connections: z.array(RecordConnection).meta({ description: "Oldest first." }),
  })
  .meta({ id: "StreamRecord" });
export type StreamRecord = z.infer<typeof StreamRecord>;
