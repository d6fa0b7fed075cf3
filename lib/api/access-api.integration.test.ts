import { beforeEach, expect, test } from "vitest";
import { DELETE as revokeRoute } from "../../app/api/v1/streams/[id]/grants/[grantId]/route";
import {
  POST as createGrantRoute,
  GET as listGrantsRoute,
  DELETE as turnOutRoute,
} from "../../app/api/v1/streams/[id]/grants/route";
import { GET as getRoute } from "../../app/api/v1/streams/[id]/route";
import { PUT as visibilityRoute } from "../../app/api/v1/streams/[id]/visibility/route";
import type { Actor, TokenScope } from "../auth/actor";
import { createStream } from "../streams/create-stream";
import { makeActor, makeToken } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { AppliedAnswer, CreatedGrant, GrantList, VisibilityAnswer } from "./access-schemas";

useBackend();
let owner: Actor;
let guest: Actor;
let id: string;

beforeEach(async () => {
  owner = await makeActor("creator");
  guest = await makeActor("creator", "Guest");
  id = (await createStream(owner, { title: "Tanbou", visibility: "private" })).id;
  await sendEvent(mediaRun(1)({ type: "stream.live", stream: snapshot(id) }));
});

async function call(
  route: (
    request: Request,
    context: { params: Promise<{ id: string; grantId: string }> },
  ) => Promise<Response>,
  {
    by = owner,
    scopes,
    body,
    grantId = "",
  }: { by?: Actor; scopes?: TokenScope[]; body?: unknown; grantId?: string } = {},
): Promise<Response> {
  const headers = { authorization: `Bearer ${await makeToken(by, scopes)}` };
  const content = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const request = new Request("http://app.test/api/v1", { headers, ...content });
  return route(request, { params: Promise.resolve({ id, grantId }) });
}
const codeOf = async (response: Response) => (await response.json()).code;

test("an invited account gets addresses of its own by API, and loses them with its invitation", async () => {
  expect(await codeOf(await call(getRoute, { by: guest }))).toBe("not-found");
  const invited = await call(createGrantRoute, { body: { kind: "account", account: guest.email } });
  expect(invited.status).toBe(201);
  const { grant, url } = CreatedGrant.strict().parse(await invited.json());
  expect(url).toBeNull();
  const theirs = (await (await call(getRoute, { by: guest })).json()).playback[0].url;
  const mine = (await (await call(getRoute)).json()).playback[0].url;
  expect(theirs).toContain("/~1.w.");
  expect(theirs).not.toBe(mine);
  expect(AppliedAnswer.parse(await (await call(revokeRoute, { grantId: grant.id })).json()).applied).toBe(
    "done",
  );
  expect((await call(revokeRoute, { grantId: grant.id })).status).toBe(404);
  expect(await codeOf(await call(getRoute, { by: guest }))).toBe("not-found");
});

test("a link is made, listed without its secret, and gone with all others at once", async () => {
  const made = await call(createGrantRoute, {
    body: { kind: "link", label: "Press", expiresInSeconds: 3600 },
  });
  const { url, grant } = CreatedGrant.parse(await made.json());
  expect(url).toContain(`/watch/${id}?invite=`);
  const listed = await (await call(listGrantsRoute)).text();
  expect(GrantList.parse(JSON.parse(listed)).grants).toEqual([grant]);
  expect(listed).not.toContain(url?.split("invite=")[1]);
  expect((await call(turnOutRoute)).status).toBe(200);
  expect(await (await call(listGrantsRoute)).json()).toEqual({ grants: [] });
});

test("visibility changes by API, and an open stream's addresses hold no token", async () => {
  const answer = await call(visibilityRoute, { body: { visibility: "public" } });
  const { playback, visibility } = VisibilityAnswer.parse(await answer.json());
  expect(visibility).toBe("public");
  expect(playback[0]?.url).not.toContain("~");
});

test.each<[string, () => Promise<Response>, number]>([
  [
    "a token that may only read",
    () => call(createGrantRoute, { scopes: ["streams:read"], body: { kind: "link" } }),
    403,
  ],
  ["somebody else's stream", () => call(listGrantsRoute, { by: guest }), 404],
  ["an unknown kind", () => call(createGrantRoute, { body: { kind: "everybody" } }), 422],
  ["a link for ever", () => call(createGrantRoute, { body: { kind: "link", expiresInSeconds: 1e9 } }), 422],
  [
    "an account that isn't there",
    () => call(createGrantRoute, { body: { kind: "account", account: "nobody" } }),
    404,
  ],
  ["a visibility that isn't one", () => call(visibilityRoute, { body: { visibility: "secret" } }), 422],
])("refused: %s", async (_name, attempt, status) => {
  expect((await attempt()).status).toBe(status);
});
