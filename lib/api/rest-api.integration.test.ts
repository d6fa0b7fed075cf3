import { beforeEach, expect, test } from "vitest";
import { GET as getHealth } from "../../app/api/v1/health/route";
import { GET as getDocument } from "../../app/api/v1/openapi.json/route";
import { POST as downloadRoute } from "../../app/api/v1/recordings/[id]/download/route";
import { DELETE as deleteRoute, GET as recordingRoute } from "../../app/api/v1/recordings/[id]/route";
import { GET as listRecordingsRoute } from "../../app/api/v1/recordings/route";
import { POST as endRoute } from "../../app/api/v1/streams/[id]/end/route";
import { POST as rotateRoute } from "../../app/api/v1/streams/[id]/key/rotate/route";
import { POST as publishRoute } from "../../app/api/v1/streams/[id]/publish/route";
import { GET as recordRoute } from "../../app/api/v1/streams/[id]/record/route";
import { GET as getRoute } from "../../app/api/v1/streams/[id]/route";
import { POST as createRoute, GET as listRoute } from "../../app/api/v1/streams/route";
import type { Actor } from "../auth/actor";
import { suspendUser } from "../auth/suspend-user";
import { listTokens, revokeToken } from "../auth/tokens";
import { StreamRecord } from "../session-records/stream-record";
import { ApiStream } from "../streams/api-stream";
import { makeActor, makeToken } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { recordingFacts } from "../testing/recording-facts";
import { Problem } from "./problem";
import { DownloadAnswer, RecordingList } from "./recording-schemas";
import { PublishStreamAnswer, StreamList } from "./schemas";

const _backend = useBackend();
let owner: Actor;
let token: string;

beforeEach(async () => {
  owner = await makeActor("creator");
  token = await makeToken(owner);
});

const root = "http://app.test/api/v1/streams";
function request(bearer: string | null, method = "GET", content?: unknown, url = root): Request {
  const body = typeof content === "string" ? content : JSON.stringify(content);
  return new Request(url, {
    method,
    ...(content === undefined ? {} : { body }),
    headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
  });
}
const none = { params: Promise.resolve({}) };
const at = (id: string) => ({ params: Promise.resolve({ id }) });
async function create(bearer = token): Promise<ApiStream> {
  const response = await createRoute(
    request(bearer, "POST", { title: "Tanbou", contentLabel: "music-concert" }),
    none,
  );
  expect(response.status).toBe(201);
  return ApiStream.strict().parse(await response.json());
}
async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  return Problem.parse(await response.json());
}

test("a program creates, reads, rotates and ends a stream", async () => {
  const made = await create();
  expect(made).toMatchObject({
    visibility: "public",
    state: { broadcast: "ready", ingest: "inactive" },
    playback: [],
  });
  expect(made.watchUrl).toBe(`http://app.test/watch/${made.id}`);
  expect(made.ingest?.[0]).toMatchObject({ kind: "rtmp" });
  expect(await (await getRoute(request(token), at(made.id))).json()).toEqual(made);
  const rotated = ApiStream.parse(await (await rotateRoute(request(token, "POST"), at(made.id))).json());
  expect(rotated.ingest?.[0]?.streamKey).not.toBe(made.ingest?.[0]?.streamKey);
  const ended = await (await endRoute(request(token, "POST"), at(made.id))).json();
  expect(ended).toMatchObject({ state: { broadcast: "ended" }, cutOff: "done" });
  const again = await rotateRoute(request(token, "POST"), at(made.id));
  expect(await problemOf(again)).toMatchObject({ status: 409, code: "stream-ended" });
});

test("a program makes a private preview public, and reads the record", async () => {
  const wish = { title: "First a look", isPreview: true };
  const made = ApiStream.parse(await (await createRoute(request(token, "POST", wish), none)).json());
  expect(made).toMatchObject({ isPreview: true, playback: [] });
  const published = await (await publishRoute(request(token, "POST"), at(made.id))).json();
  expect(PublishStreamAnswer.strict().parse(published)).toMatchObject({ isPreview: false, applied: "done" });
  const record = await (await recordRoute(request(token), at(made.id))).json();
  expect(StreamRecord.strict().parse(record)).toMatchObject({ points: [], connections: [], totals: null });
  const stranger = await makeToken(await makeActor("creator", "Other"));
  expect((await publishRoute(request(stranger, "POST"), at(made.id))).status).toBe(404);
  expect((await recordRoute(request(stranger), at(made.id))).status).toBe(404);
});

test("a program lists, reads and deletes recordings, its owner's alone", async () => {
  const { id } = await create();
  const event = mediaRun(1);
  await sendEvent(event({ type: "stream.live", stream: snapshot(id) }));
  await sendEvent(event({ type: "recording.changed", recording: recordingFacts(id) }));
  const list = async (bearer = token, query = "") => {
    const url = `http://app.test/api/v1/recordings${query}`;
    return listRecordingsRoute(request(bearer, "GET", undefined, url), none);
  };
  const [found] = RecordingList.strict().parse(await (await list()).json()).recordings;
  expect(found).toMatchObject({ streamId: id, state: "ready", watchUrl: `http://app.test/watch/${id}` });
  const one = at(found?.id ?? "");
  expect(await (await recordingRoute(request(token), one)).json()).toEqual(found);
  expect(RecordingList.parse(await (await list(token, "?stream=unknown-stream")).json()).recordings).toEqual(
    [],
  );
  expect((await list(token, "?limit=0")).status).toBe(422);
  const file = DownloadAnswer.parse(await (await downloadRoute(request(token, "POST"), one)).json());
  expect(file.url).toContain("/download.mp4");
  const stranger = await makeToken(await makeActor("creator", "Other"));
  for (const refused of [
    recordingRoute(request(stranger), one),
    deleteRoute(request(stranger, "DELETE"), one),
  ])
    expect((await refused).status).toBe(404);
  const reader = await makeToken(owner, ["recordings:read"]);
  expect((await deleteRoute(request(reader, "DELETE"), one)).status).toBe(403);
  expect((await list(await makeToken(owner, ["streams:read"]))).status).toBe(403);
  expect(await (await deleteRoute(request(token, "DELETE"), one)).json()).toEqual({ removal: "done" });
  expect((await recordingRoute(request(token), one)).status).toBe(404);
});

test("ending works while the media server is away, and says so", async () => {
  const made = await create();
  useEnvironment({ MEDIA_CONTROL_URL: "http://127.0.0.1:9" });
  const ended = await (await endRoute(request(token, "POST"), at(made.id))).json();
  expect(ended).toMatchObject({ state: { broadcast: "ended" }, cutOff: "pending" });
});

test("somebody else sees the public side of a stream and can change nothing", async () => {
  const made = await create();
  const strangerToken = await makeToken(await makeActor("creator", "Other"));
  const seen = await (await getRoute(request(strangerToken), at(made.id))).text();
  expect(ApiStream.parse(JSON.parse(seen)).ingest).toBeUndefined();
  expect(seen).not.toContain(made.ingest?.[0]?.streamKey);
  for (const route of [endRoute, rotateRoute]) {
    expect(await problemOf(await route(request(strangerToken, "POST"), at(made.id)))).toMatchObject({
      status: 404,
    });
  }
  const list = StreamList.parse(await (await listRoute(request(strangerToken), none)).json());
  expect(list.streams).toEqual([]);
  const adminToken = await makeToken(await makeActor("admin"));
  expect((await endRoute(request(adminToken, "POST"), at(made.id))).status).toBe(404);
});

test("each scope gives what it says and no more", async () => {
  const made = await create();
  const reader = await makeToken(owner, ["streams:read"]);
  const writer = await makeToken(owner, ["streams:write"]);
  expect(ApiStream.parse(await (await getRoute(request(reader), at(made.id))).json()).ingest).toBeUndefined();
  expect((await createRoute(request(reader, "POST", { title: "x" }), none)).status).toBe(403);
  expect((await endRoute(request(reader, "POST"), at(made.id))).status).toBe(403);
  expect((await rotateRoute(request(writer, "POST"), at(made.id))).status).toBe(403);
  expect((await getRoute(request(writer), at(made.id))).status).toBe(403);
  expect((await create(writer)).ingest).toBeUndefined();
});

test("no token, a wrong, a revoked one, and one of a suspended account or a viewer are refused", async () => {
  expect(await problemOf(await listRoute(request(null), none))).toMatchObject({
    status: 401,
    code: "unauthenticated",
  });
  expect((await listRoute(request(`apl_${"a".repeat(40)}`), none)).status).toBe(401);
  expect((await listRoute(request("' or 1=1"), none)).status).toBe(401);
  const [view] = await listTokens(owner);
  const other = await makeToken(owner);
  await revokeToken(owner, view?.id ?? "");
  expect((await listRoute(request(token), none)).status).toBe(401);
  expect((await listRoute(request(other), none)).status).toBe(200);
  await suspendUser(await makeActor("admin"), owner.userId);
  expect((await listRoute(request(other), none)).status).toBe(401);
  const viewer = await makeToken(await makeActor("viewer"));
  expect((await createRoute(request(viewer, "POST", { title: "x" }), none)).status).toBe(403);
});

test("wrong tokens from one address are soon answered as rate-limited, the right one never is", async () => {
  const wrong = () => listRoute(request(`apl_${"a".repeat(40)}`), none);
  for (let count = 0; count < 61; count++) expect((await wrong()).status).toBe(401);
  expect((await wrong()).status).toBe(429);
  expect((await listRoute(request(token), none)).status).toBe(200);
});

test("bad input is a problem that names each value", async () => {
  const bad = await createRoute(request(token, "POST", { title: " ", contentLabel: "opera" }), none);
  const problem = await problemOf(bad);
  expect(problem).toMatchObject({ status: 422, code: "invalid-input" });
  expect(problem.errors?.map((error) => error.path).sort()).toEqual(["contentLabel", "title"]);
  expect((await createRoute(request(token, "POST", "{nope"), none)).status).toBe(422);
  expect((await createRoute(request(token, "POST", "x".repeat(70_000)), none)).status).toBe(422);
  expect((await listRoute(request(token, "GET", undefined, `${root}?limit=1000`), none)).status).toBe(422);
  expect((await getRoute(request(token), at("../../etc"))).status).toBe(404);
});

test("pages of a list hold every stream once, newest first", async () => {
  const made: string[] = [];
  for (let count = 0; count < 5; count++) made.unshift((await create()).id);
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const url: string = `${root}?limit=2${cursor ? `&cursor=${cursor}` : ""}`;
    const page = StreamList.parse(
      await (await listRoute(request(token, "GET", undefined, url), none)).json(),
    );
    seen.push(...page.streams.map((stream) => stream.id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(made);
});

test("a creator may have twenty open streams, however many are asked for at once", async () => {
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => createRoute(request(token, "POST", { title: "Many" }), none)),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(20);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(4);
});

test("health needs no token, and the document describes every route", async () => {
  expect(await (await getHealth()).json()).toEqual({ status: "ok", version: expect.any(String) });
  const document = await (await getDocument()).json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).sort()).toEqual([
    "/api/v1/health",
    "/api/v1/recordings",
    "/api/v1/recordings/{id}",
    "/api/v1/recordings/{id}/download",
    "/api/v1/streams",
    "/api/v1/streams/{id}",
    "/api/v1/streams/{id}/end",
    "/api/v1/streams/{id}/grants",
    "/api/v1/streams/{id}/grants/{grantId}",
    "/api/v1/streams/{id}/key/rotate",
    "/api/v1/streams/{id}/metadata",
    "/api/v1/streams/{id}/publish",
    "/api/v1/streams/{id}/record",
    "/api/v1/streams/{id}/visibility",
  ]);
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(["Stream", "Problem"]));
});
