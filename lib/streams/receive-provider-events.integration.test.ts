import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { POST as eventsRoute } from "../../app/api/webhooks/[provider]/route";
import { NOBODY } from "../access/viewer";
import type { Actor } from "../auth/actor";
import { setRole } from "../auth/set-role";
import { suspendUser } from "../auth/suspend-user";
import { db } from "../db/client";
import { auditLog, providerEvents, streams } from "../db/schema";
import { makeActor } from "../testing/accounts";
import { TEST_SECRET } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { askToPublish as ask, EVENTS_PATH as path, sendEvent as send } from "../testing/call-webhooks";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { mediaRun, snapshot } from "../testing/media-events";
import { signedRequest } from "../testing/media-server-double";
import { announcementsDone } from "./announce-stream";
import { createStream } from "./create-stream";
import { endStream } from "./end-stream";
import { getIngest } from "./get-ingest";
import { getStream } from "./get-stream";
import { getWatchByHandle, getWatchByStream } from "./get-watch";
import { listLiveStreams } from "./list-live";
import { rotateStreamKey } from "./rotate-key";
import { sweepStreams } from "./sweep-streams";

const backend = useBackend();
let creator: Actor;
let streamId: string;
const params = { params: Promise.resolve({ provider: DEFAULT_PROVIDER }) };

beforeEach(async () => {
  creator = await makeActor("creator", "Nadège Pierre");
  streamId = (await createStream(creator, { title: "Konpa", contentLabel: "music-concert" })).id;
});

async function key(): Promise<string> {
  const [target] = await getIngest(creator, streamId);
  if (!target) throw new Error("no target");
  return target.streamKey;
}
const state = async () => (await getStream(creator, streamId)).broadcast;
const announced = () =>
  backend.media.calls
    .filter((call) => call.path.endsWith("/announcements"))
    .map((call) => JSON.stringify(call.body));

test("a stream goes ready, connecting, live, reconnecting, live, and viewers are told each time", async () => {
  const run = mediaRun(100);
  expect(await state()).toBe("ready");
  const told: string[] = [];
  for (const [type, phase] of [
    ["publish.started", "connecting"],
    ["stream.live", "live"],
    ["publish.lost", "reconnecting"],
    ["stream.live", "live"],
  ] as const) {
    const stream = snapshot(streamId, {
      phase,
      reconnectUntil: phase === "reconnecting" ? Date.now() + 9000 : null,
    });
    const event = type === "publish.lost" ? run({ type, stream, cause: "timed-out" }) : run({ type, stream });
    expect(await send(event)).toBe(204);
    expect(await state()).toBe(phase);
    await announcementsDone();
    told.push(announced().at(-1) ?? "");
  }
  expect(told.map((body) => JSON.parse(body).announcement.broadcast)).toEqual([
    "connecting",
    "live",
    "reconnecting",
    "live",
  ]);
  expect(told[1]).toContain(creator.channel?.id);
  expect(await listLiveStreams()).toHaveLength(1);
});

test("with B-frames the way that can't carry them is not named, over a reconnect too, until the encoder sends none", async () => {
  const run = mediaRun(1);
  const { metrics } = snapshot(streamId);
  const report = async (type: "publish.started" | "stream.live", hasBFrames: boolean | null) => {
    const phase = type === "stream.live" ? "live" : "reconnecting";
    await send(run({ type, stream: snapshot(streamId, { phase, metrics: { ...metrics, hasBFrames } }) }));
    await announcementsDone();
    const kindsOf = (playback: readonly { kind: string }[]) => playback.map(({ kind }) => kind);
    const told = JSON.parse(announced().at(-1) ?? "").announcement;
    expect(kindsOf(told.playback)).toEqual(kindsOf((await getStream(creator, streamId)).playback));
    return kindsOf(told.playback);
  };
  expect(await report("stream.live", null)).toContain("whep");
  expect(await report("stream.live", true)).toEqual(["hls", "flv", "dash"]);
  const calls = announced().length;
  expect(await report("publish.started", null)).not.toContain("whep");
  expect(announced().length).toBe(calls + 1);
  expect(await report("stream.live", false)).toEqual(["hls", "whep", "flv", "dash"]);
});

test("a repeated delivery of the same event changes nothing and is remembered once", async () => {
  const event = mediaRun(1)({ type: "stream.live", stream: snapshot(streamId, { viewers: 3 }) });
  expect(await send(event)).toBe(204);
  await endStream(creator, streamId);
  expect(await send(event)).toBe(204);
  expect(await state()).toBe("ended");
  expect(await (await db()).$count(providerEvents)).toBe(1);
});

test("a late event is without effect", async () => {
  const run = mediaRun(1);
  const started = run({ type: "publish.started", stream: snapshot(streamId, { phase: "connecting" }) });
  const live = run({ type: "stream.live", stream: snapshot(streamId) });
  await send(live);
  await send(started);
  expect(await state()).toBe("live");
});

test("an event from before the end never brings an ended stream back, nor does a later one after a final end", async () => {
  const run = mediaRun(1);
  const live = run({ type: "stream.live", stream: snapshot(streamId) }, Date.now() - 1000);
  const usage = { ingestMs: 5, bytesIn: 6, bytesOut: 7, viewerMs: 8, transcodeMs: 9, turnBytes: 10 };
  await send(run({ type: "stream.ended", streamId, reason: "publisher-lost", usage }));
  await send(live);
  expect(await state()).toBe("ended");
  await endStream(creator, streamId);
  await send(run({ type: "stream.live", stream: snapshot(streamId) }, Date.now() + 5000));
  expect(await state()).toBe("ended");
  const [row] = await (await db()).select().from(streams).where(eq(streams.id, streamId));
  expect(row?.usage).toEqual(usage);
});

test("an encoder that returns after its window opens the same stream again", async () => {
  const run = mediaRun(1);
  const usage = { ingestMs: 0, bytesIn: 0, bytesOut: 0, viewerMs: 0, transcodeMs: 0, turnBytes: null };
  await send(run({ type: "stream.live", stream: snapshot(streamId) }));
  await send(run({ type: "stream.ended", streamId, reason: "publisher-lost", usage }));
  expect(await ask(await key())).toMatchObject({ allowed: true, streamId });
  await send(
    run({ type: "publish.started", stream: snapshot(streamId, { phase: "connecting" }) }, Date.now() + 50),
  );
  expect(await getStream(creator, streamId)).toMatchObject({
    broadcast: "connecting",
    endedAt: null,
    endedBecause: null,
  });
});

test("a restarted media server turns every stream on air to reconnecting, and says so to viewers", async () => {
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  await announcementsDone();
  backend.media.calls.length = 0;
  const next = mediaRun(2);
  await send(next({ type: "server.started" }));
  const view = await getStream(creator, streamId);
  expect(view.broadcast).toBe("reconnecting");
  expect(view.reconnectUntil).toBeGreaterThan(Date.now());
  await announcementsDone();
  expect(announced()).toHaveLength(1);
  // Old news of the run that is gone.
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  expect(await state()).toBe("reconnecting");
  await send(next({ type: "publish.started", stream: snapshot(streamId, { phase: "connecting" }) }));
  await send(next({ type: "stream.live", stream: snapshot(streamId, { liveSince: Date.now() }) }));
  expect(await getStream(creator, streamId)).toMatchObject({
    broadcast: "live",
    startedAt: 1_700_000_000_000,
  });
});

test("a snapshot mends what events did not tell, and tells a server again about a stream that has ended", async () => {
  const run = mediaRun(1);
  await send(
    run({ type: "server.snapshot", streams: [snapshot(streamId, { viewers: 7 })], held: [streamId] }),
  );
  expect(await getStream(creator, streamId)).toMatchObject({ broadcast: "live", viewers: 7, peakViewers: 7 });
  backend.media.answerWith(503);
  expect(await endStream(creator, streamId)).toMatchObject({
    cutOff: "pending",
    stream: { broadcast: "ended" },
  });
  expect(await ask("x".repeat(40))).toEqual({ allowed: false, reason: "unknown-key" });
  expect(await ask(await key())).toEqual({ allowed: false, reason: "stream-ended" });
  backend.media.answerWith(null);
  await send(run({ type: "server.snapshot", streams: [snapshot(streamId)], held: [streamId] }));
  await vi.waitFor(() =>
    expect(backend.media.calls.filter((call) => call.path.endsWith(`${streamId}/end`)).at(-1)?.body).toEqual({
      reason: "ended-by-creator",
    }),
  );
  expect(await state()).toBe("ended");
  await send(run({ type: "server.snapshot", streams: [], held: [] }));
  expect(await state()).toBe("ended");
});

test("forged, replayed and oversized callbacks are refused, garbage is not applied", async () => {
  const event = mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) });
  const forged = await eventsRoute(
    await signedRequest("another-secret-of-more-than-32-chars", path, event),
    params,
  );
  const genuine = await signedRequest(TEST_SECRET, path, event);
  const replay = genuine.clone();
  const unsigned = await eventsRoute(
    new Request(`http://app.test${path}`, { method: "POST", body: "{}" }),
    params,
  );
  expect([forged.status, unsigned.status]).toEqual([401, 401]);
  expect((await eventsRoute(genuine, params)).status).toBe(204);
  expect((await eventsRoute(replay, params)).status).toBe(401);
  expect((await eventsRoute(await signedRequest(TEST_SECRET, path, "not json"), params)).status).toBe(400);
  expect(
    (await eventsRoute(await signedRequest(TEST_SECRET, path, "x".repeat(1_000_001)), params)).status,
  ).toBe(422);
  const nobody = { params: Promise.resolve({ provider: "nobody" }) };
  expect(
    (await eventsRoute(await signedRequest(TEST_SECRET, "/api/webhooks/nobody", event), nobody)).status,
  ).toBe(404);
});

test("a second encoder is shown to the creator", async () => {
  const run = mediaRun(1);
  await send(run({ type: "publish.refused", streamId, reason: "already-publishing", address: "10.0.0.9" }));
  expect((await getStream(creator, streamId)).refusedAt).toBeGreaterThan(Date.now() - 10_000);
});

test("a rotated key is refused at once, and the new one is taken; nothing changes while the server is away", async () => {
  const old = await key();
  backend.media.answerWith(500);
  await expect(rotateStreamKey(creator, streamId)).rejects.toMatchObject({ code: "unavailable" });
  expect(await ask(old)).toMatchObject({ allowed: true });
  backend.media.answerWith(null);
  const [target] = await rotateStreamKey(creator, streamId);
  expect(await ask(old)).toEqual({ allowed: false, reason: "revoked-key" });
  expect(await ask(target?.streamKey ?? "")).toMatchObject({ allowed: true, streamId });
  expect(await key()).toBe(target?.streamKey);
});

test("one key opens both doors, and a reset closes both", async () => {
  const doors = ["rtmp", "whip"] as const;
  const old = await key();
  const verdicts = () => Promise.all(doors.map((door) => ask(old, "10.0.0.1", door)));
  expect((await getIngest(creator, streamId)).map(({ kind }) => kind)).toEqual(doors);
  expect(await verdicts()).toMatchObject([
    { allowed: true, streamId },
    { allowed: true, streamId },
  ]);
  await rotateStreamKey(creator, streamId);
  const revoked = { allowed: false, reason: "revoked-key" };
  expect(await verdicts()).toEqual([revoked, revoked]);
  expect((await getIngest(creator, streamId)).map(({ kind }) => kind)).toEqual(doors);
});

test("two rotations at once leave one key that publishes", async () => {
  const made = await Promise.all([rotateStreamKey(creator, streamId), rotateStreamKey(creator, streamId)]);
  const verdicts = await Promise.all(made.map(([target]) => ask(target?.streamKey ?? "")));
  expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(1);
});

test("wrong keys from one address are soon answered as rate-limited, the right one never is", async () => {
  const reasons: string[] = [];
  for (let count = 0; count < 25; count++) {
    const verdict = await ask(`wrong-key-${count}-aaaaaaaaaaaa`, "10.9.9.9");
    if (!verdict.allowed) reasons.push(verdict.reason);
  }
  expect(reasons.at(0)).toBe("unknown-key");
  expect(reasons.at(-1)).toBe("rate-limited");
  expect(await ask(await key(), "10.9.9.9")).toMatchObject({ allowed: true });
});

test("suspension cuts off what is on air, blocks what was ready, and refuses the key", async () => {
  const admin = await makeActor("admin");
  const ready = await createStream(creator, { title: "Later" });
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  const streamKey = await key();
  await setRole(admin, creator.userId, "creator");
  expect(await suspendUser(admin, creator.userId, "spam")).toEqual({ endedStreams: 1, cutOff: "done" });
  expect(await getStream(admin, streamId)).toMatchObject({
    broadcast: "ended",
    endedBecause: "creator-suspended",
  });
  expect((await getStream(admin, ready.id)).broadcast).toBe("blocked");
  expect(backend.media.calls.some((call) => JSON.stringify(call.body).includes("creator-suspended"))).toBe(
    true,
  );
  expect(await ask(streamKey)).toEqual({ allowed: false, reason: "suspended" });
});

test("whoever stops being a creator goes off the air at once", async () => {
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  const admin = await makeActor("admin");
  await setRole(admin, creator.userId, "viewer");
  expect(await getStream(admin, streamId)).toMatchObject({
    broadcast: "ended",
    endedBecause: "ended-by-admin",
  });
  expect(backend.media.calls.some((call) => JSON.stringify(call.body).includes("ended-by-admin"))).toBe(true);
});

test("silence becomes a lost encoder, and a lost encoder past its window an end", async () => {
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  const now = Date.now();
  expect(await sweepStreams(now + 5_000)).toEqual([]);
  expect(await sweepStreams(now + 11_000)).toEqual([streamId]);
  expect(await state()).toBe("reconnecting");
  expect(await sweepStreams(now + 42_000)).toEqual([]);
  expect(await sweepStreams(now + 47_000)).toEqual([streamId]);
  expect(await getStream(creator, streamId)).toMatchObject({
    broadcast: "ended",
    endedBecause: "publisher-lost",
  });
});

test("a channel hears the end of a stream that connected and never went live, and nothing of one that never connected", async () => {
  const channelId = creator.channel?.id ?? "";
  const planned = await createStream(creator, { title: "Planned" });
  await endStream(creator, planned.id);
  await announcementsDone();
  expect(announced().join()).not.toContain(channelId);
  await send(
    mediaRun(1)({
      type: "publish.started",
      stream: snapshot(streamId, { phase: "connecting", liveSince: null }),
    }),
  );
  await announcementsDone();
  expect(announced().at(-1)).toContain('"broadcast":"connecting"');
  await endStream(creator, streamId);
  await announcementsDone();
  expect(announced().at(-1)).toContain('"broadcast":"ended"');
  expect(announced().at(-1)).toContain(channelId);
});

test("an unlisted stream is announced to its own page only, and shows neither on the channel nor on the front page", async () => {
  const hidden = await createStream(creator, { title: "Hidden", visibility: "unlisted" });
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(hidden.id) }));
  await announcementsDone();
  const channelId = creator.channel?.id ?? "";
  expect(announced().join()).toContain(hidden.id);
  expect(announced().join()).not.toContain(channelId);
  expect((await getWatchByHandle(creator.channel?.handle ?? ""))?.current).toBeNull();
  expect(await listLiveStreams()).toEqual([]);
  expect(await getWatchByStream(hidden.id, NOBODY)).toMatchObject({ current: { broadcast: "live" } });
});

test("no key appears in anything that viewers, dashboards, announcements or the audit log can see", async () => {
  const secret = await key();
  await send(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  await announcementsDone();
  const seen = JSON.stringify([
    await getStream(creator, streamId),
    await getWatchByStream(streamId, NOBODY),
    await getWatchByHandle(creator.channel?.handle ?? ""),
    await listLiveStreams(),
    announced(),
    await (await db()).select().from(auditLog),
    await backend.database.query("select * from ingest_targets"),
  ]);
  expect(seen).toContain(streamId);
  expect(seen).not.toContain(secret);
});
