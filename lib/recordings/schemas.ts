import { z } from "zod";
import { StreamId } from "../streams/schemas";
import { ID_PATTERN } from "../wire/limits";

export const RecordingId = z.string().regex(ID_PATTERN);

export const RecordingInput = z.object({ recordingId: RecordingId });

export const SetRecordedInput = z.object({ streamId: StreamId, isRecorded: z.boolean() });
