import { z } from "zod";
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { GrantId } from "../access/schemas";
import { StreamId } from "../streams/schemas";
import {
  AppliedAnswer,
  CreatedGrant,
  CreateGrantBody,
  GrantList,
  VisibilityAnswer,
  VisibilityBody,
} from "./access-schemas";

type Answers = (status: "200" | "201", description: string, schema: z.ZodType) => ZodOpenApiResponsesObject;

/** Who may watch a stream, for the API's description. */
export function accessPaths(answers: Answers): ZodOpenApiPathsObject {
  const byId = { path: z.object({ id: StreamId }) };
  const body = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
  return {
    "/api/v1/streams/{id}/visibility": {
      put: {
        operationId: "setVisibility",
        summary: "Who may watch, on air at once; every token of before is void. Scope streams:write.",
        requestParams: byId,
        requestBody: body(VisibilityBody),
        responses: answers("200", "The stream.", VisibilityAnswer),
      },
    },
    "/api/v1/streams/{id}/grants": {
      get: {
        operationId: "listGrants",
        summary: "Open invitations to a stream, newest first. Scope streams:read.",
        requestParams: byId,
        responses: answers("200", "The invitations.", GrantList),
      },
      post: {
        operationId: "createGrant",
        summary: "Invite an account, or make a link. Scope streams:write.",
        requestParams: byId,
        requestBody: body(CreateGrantBody),
        responses: answers("201", "The invitation.", CreatedGrant),
      },
      delete: {
        operationId: "turnEverybodyOut",
        summary: "Take every invitation back and make every token void. Scope streams:write.",
        requestParams: byId,
        responses: answers("200", "Nobody watches any longer.", AppliedAnswer),
      },
    },
    "/api/v1/streams/{id}/grants/{grantId}": {
      delete: {
        operationId: "revokeGrant",
        summary: "Take one invitation back; whoever watches by it is turned out. Scope streams:write.",
        requestParams: { path: z.object({ id: StreamId, grantId: GrantId }) },
        responses: answers("200", "It is taken back.", AppliedAnswer),
      },
    },
  };
}
