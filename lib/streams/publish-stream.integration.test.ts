import { desc } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { auditLog } from "../db/schema";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { askToPublish, sendEvent as send } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { announcementsDone } from "./announce-stream";
import { createStream } from "./create-stream";
import { endStream } from "./end-stream";
import { getIngest } from "./get-ingest";
import { getStream } from "./get-stream";
import { getWatchByHandle, getWatchByStream } from "./get-watch";
import { listLiveStreams } from "./list-live";
import { publishStream } from "./publish-stream";

const backend = useBackend();
let creator: Actor;
let streamId: string;
const stranger = { actor: null, browserId: null, invitation: null };

beforeEach(async () => {
  creator = await makeActor("creator", "Nadège Pierre");
  const wish = { title: "Secret sound check", isPreview: true, isRecorded: true };
  streamId = (await createStream(creator, wish)).id;
});

const called = (end: string) => backend.media.calls.filter((call) => call.path.endsWith(end));
async function goOnAir(run = mediaRun(1), change = {}) {
  await send(
    run({ type: "publish.started", stream: snapshot(streamId, { phase: "connecting", liveSince: null }) }),
  );
  await send(run({ type: "stream.live", stream: snapshot(streamId, change) }));
  await announcementsDone();
}

test("in preview the picture is its creator's alone: nothing is announced, listed, recorded or served without a token", async () => {
  const [target] = await getIngest(creator, streamId);
  const verdict = await askToPublish(target?.streamKey ?? "");
  expect(verdict).toMatchObject({
    allowed: true,
    settings: { record: false, isPreview: true, access: { kind: "token" } },
  });
  await goOnAir();
  const mine = await getStream(creator, streamId);
  expect(mine).toMatchObject({ broadcast: "preview", isPreview: true, startedAt: null, health: "good" });
  expect(mine.playback.length).toBeGreaterThan(0);
  expect(mine.playback.every(({ url }) => url.includes("/~"))).toBe(true);

  expect(await listLiveStreams()).toEqual([]);
  expect((await getWatchByHandle(creator.channel?.handle ?? ""))?.current).toBeNull();
  const watch = await getWatchByStream(streamId, stranger);
  expect(watch).toMatchObject({ current: { broadcast: "ready", playback: [], startedAt: null } });
  const told = JSON.stringify([watch, called("/announcements").map((call) => call.body)]);
  expect(told).not.toMatch(/Secret sound check|\/~|"preview"|"live"/);
});

test("going public: the media server opens and records, viewers are told, and the clock starts now", async () => {
  await goOnAir();
  const earliest = Date.now();
  const { stream, applied } = await publishStream(creator, streamId);
  await announcementsDone();
  expect(applied).toBe("done");
  expect(stream).toMatchObject({ broadcast: "live", isPreview: false });
  expect(stream.startedAt).toBeGreaterThanOrEqual(earliest);
  expect(called("/settings").at(-1)?.body).toMatchObject({
    record: true,
    isPreview: false,
    access: { kind: "open" },
  });
  const order = backend.media.calls.map((call) => call.path.split("/").at(-1));
  expect(order.lastIndexOf("announcements")).toBeGreaterThan(order.lastIndexOf("settings"));
  expect(called("/announcements").at(-1)?.body).toMatchObject({
    topics: expect.arrayContaining([streamId, creator.channel?.id]),
    announcement: { broadcast: "live", title: "Secret sound check" },
  });
  expect(await listLiveStreams()).toHaveLength(1);
  // The media server's own clock began with the preview; the next report must not bring that back.
  await send(
    mediaRun(2)({
      type: "server.snapshot",
      streams: [snapshot(streamId, { liveSince: 5 })],
      held: [streamId],
    }),
  );
  expect((await getStream(creator, streamId)).startedAt).toBe(stream.startedAt);
  const [entry] = await (await db()).select().from(auditLog).orderBy(desc(auditLog.createdAt)).limit(1);
  expect(entry).toMatchObject({ action: "stream.published", target: streamId, before: "preview" });
});

test("once is enough: a second time changes nothing, and there is no way back", async () => {
  await goOnAir();
  const first = await publishStream(creator, streamId);
  const again = await publishStream(creator, streamId);
  expect(again.stream.startedAt).toBe(first.stream.startedAt);
  const deeds = await (await db()).select().from(auditLog);
  expect(deeds.filter(({ action }) => action === "stream.published")).toHaveLength(1);
});

test("a preview that loses its encoder, or is made public before it has one, begins with its first public picture", async () => {
  const run = mediaRun(1);
  await goOnAir(run);
  const away = snapshot(streamId, { phase: "reconnecting", ingest: "inactive", facts: null });
  await send(run({ type: "publish.lost", stream: away, cause: "timed-out" }));
  expect((await getStream(creator, streamId)).broadcast).toBe("reconnecting");
  expect(await listLiveStreams()).toEqual([]);
  await send(run({ type: "publish.started", stream: snapshot(streamId) }));
  expect((await getStream(creator, streamId)).broadcast).toBe("preview");

  const { id } = await createStream(creator, { title: "Next", isPreview: true });
  expect((await publishStream(creator, id)).stream).toMatchObject({ broadcast: "ready", startedAt: null });
  await send(run({ type: "stream.live", stream: snapshot(id, { liveSince: 1_795_000_000_000 }) }));
  expect(await getStream(creator, id)).toMatchObject({ broadcast: "live", startedAt: 1_795_000_000_000 });
});

test("while the media server is away the stream is public all the same, and says what is pending", async () => {
  await goOnAir();
  backend.media.answerWith(503);
  expect(await publishStream(creator, streamId)).toMatchObject({
    applied: "pending",
    stream: { broadcast: "live" },
  });
  backend.media.answerWith(null);
});

test("nobody else makes it public, an admin neither, and an ended one stays ended", async () => {
  for (const role of ["creator", "admin"] as const) {
    const other = await makeActor(role, "Other");
    await expect(publishStream(other, streamId)).rejects.toMatchObject({ code: "not-found" });
  }
  await endStream(creator, streamId);
  await expect(publishStream(creator, streamId)).rejects.toMatchObject({ code: "stream-ended" });
});
