import { z } from "zod";
import { createDocument, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import packageJson from "../../package.json";
import { env } from "../env";
import { StreamRecord } from "../session-records/stream-record";
import { ApiStream } from "../streams/api-stream";
import { StreamId } from "../streams/schemas";
import { accessPaths } from "./access-paths";
import { Problem } from "./problem";
import { recordingPaths } from "./recording-paths";
import {
  CreateStreamBody,
  EndStreamAnswer,
  HealthAnswer,
  ListStreamsQuery,
  MetadataBody,
  PublishStreamAnswer,
  StreamList,
} from "./schemas";

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});
const problems: ZodOpenApiResponsesObject = {
  "401": problem("No valid token."),
  "403": problem("The token or its owner may not do this."),
  "404": problem("No such thing, or not yours."),
  "409": problem("The state of things does not allow it."),
  "422": problem("Some values cannot be used; `errors` names them."),
  "429": problem("Too many requests; see Retry-After."),
  "503": problem("The provider does not answer."),
};
const answers = (
  status: "200" | "201",
  description: string,
  schema: z.ZodType,
): ZodOpenApiResponsesObject => ({
  [status]: { description, content: { "application/json": { schema } } },
  ...problems,
});
const byId = { path: z.object({ id: StreamId }) };

const paths: ZodOpenApiPathsObject = {
  "/api/v1/streams": {
    get: {
      operationId: "listStreams",
      summary: "Your streams, newest first. Scope streams:read.",
      requestParams: { query: ListStreamsQuery },
      responses: answers("200", "A page of streams.", StreamList),
    },
    post: {
      operationId: "createStream",
      summary: "Create a stream. Scope streams:write.",
      requestBody: { content: { "application/json": { schema: CreateStreamBody } } },
      responses: answers("201", "The stream, with its way in if the token has keys:read.", ApiStream),
    },
  },
  "/api/v1/streams/{id}": {
    get: {
      operationId: "getStream",
      summary: "One stream. Scope streams:read; the way in also needs keys:read.",
      requestParams: byId,
      responses: answers("200", "The stream.", ApiStream),
    },
  },
  "/api/v1/streams/{id}/end": {
    post: {
      operationId: "endStream",
      summary: "End a stream for good. Scope streams:write. Idempotent.",
      requestParams: byId,
      responses: answers("200", "The ended stream.", EndStreamAnswer),
    },
  },
  "/api/v1/streams/{id}/publish": {
    post: {
      operationId: "publishStream",
      summary:
        "End the private preview: viewers see the stream from now on. Scope streams:write. Idempotent.",
      requestParams: byId,
      responses: answers("200", "The public stream.", PublishStreamAnswer),
    },
  },
  "/api/v1/streams/{id}/metadata": {
    post: {
      operationId: "sendMetadata",
      summary:
        "Send a text along with the picture, where the stream's provider carries one. Five a second. Scope streams:write.",
      requestParams: byId,
      requestBody: { content: { "application/json": { schema: MetadataBody } } },
      responses: { ...problems, "204": { description: "It is on its way to viewers." } },
    },
  },
  "/api/v1/streams/{id}/record": {
    get: {
      operationId: "getStreamRecord",
      summary: "What happened during the stream: connections, bitrate, viewers, health. Scope streams:read.",
      requestParams: byId,
      responses: answers("200", "The record.", StreamRecord),
    },
  },
  ...accessPaths(answers),
  ...recordingPaths(answers),
  "/api/v1/streams/{id}/key/rotate": {
    post: {
      operationId: "rotateStreamKey",
      summary: "Replace the key and cut off whoever publishes. Scopes streams:write and keys:read.",
      requestParams: byId,
      responses: answers("200", "The stream with its new way in.", ApiStream),
    },
  },
  "/api/v1/health": {
    get: {
      operationId: "getHealth",
      summary: "Whether the service answers.",
      security: [],
      responses: {
        "200": { description: "It does.", content: { "application/json": { schema: HealthAnswer } } },
        "503": problem("It does not."),
      },
    },
  },
};

/** The API's description, made from the schemas that its handlers parse and answer with. */
export function openApiDocument() {
  return createDocument({
    openapi: "3.1.1",
    info: { title: "Ann Pale Live", version: packageJson.version, description: "Streams by program." },
    servers: [{ url: env().PUBLIC_URL }],
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A token from the studio's settings: apl_…" },
      },
    },
    paths,
  });
}
