import { z } from "zod";
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { ApiRecording } from "../recordings/api-recording";
import { RecordingId } from "../recordings/schemas";
import {
  DeleteRecordingAnswer,
  DownloadAnswer,
  ListRecordingsQuery,
  RecordingList,
} from "./recording-schemas";

type Answers = (status: "200" | "201", description: string, schema: z.ZodType) => ZodOpenApiResponsesObject;

/** What was kept of streams, for the API's description. */
export function recordingPaths(answers: Answers): ZodOpenApiPathsObject {
  const byId = { path: z.object({ id: RecordingId }) };
  return {
    "/api/v1/recordings": {
      get: {
        operationId: "listRecordings",
        summary: "Your recordings, newest first. Scope recordings:read.",
        requestParams: { query: ListRecordingsQuery },
        responses: answers("200", "A page of recordings.", RecordingList),
      },
    },
    "/api/v1/recordings/{id}": {
      get: {
        operationId: "getRecording",
        summary: "One recording. Scope recordings:read.",
        requestParams: byId,
        responses: answers("200", "The recording.", ApiRecording),
      },
      delete: {
        operationId: "deleteRecording",
        summary: "Take a recording from viewers and delete it for good. Scope recordings:write.",
        requestParams: byId,
        responses: answers("200", "It is gone for viewers.", DeleteRecordingAnswer),
      },
    },
    "/api/v1/recordings/{id}/download": {
      post: {
        operationId: "downloadRecording",
        summary: "An address from which the whole recording comes as an MP4 file. Scope recordings:read.",
        requestParams: byId,
        responses: answers("200", "The address.", DownloadAnswer),
      },
    },
  };
}
