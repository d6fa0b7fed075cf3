import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { auditLog, recordings, streams } from "../db/schema";
import { setTierSettings } from "../settings/set-tier-settings";
import { announcementsDone } from "../streams/announce-stream";
import { createStream } from "../streams/create-stream";
import { endStream } from "../streams/end-stream";
import { getStream } from "../streams/get-stream";
import { getWatchByHandle } from "../streams/get-watch";
import { readTargets } from "../streams/ingest-targets";
import { findLinkPreview } from "../streams/link-preview";
import { makeActor } from "../testing/accounts";
import { TEST_SECRET } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { askToPublish, sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { recordingFacts } from "../testing/recording-facts";
import { AnnounceCall } from "../wire/control";
import { deleteRecording } from "./delete-recording";
import { issueDownload } from "./issue-download";
import { listRecordings } from "./list-recordings";
import { listReplays } from "./list-replays";
import { setRecorded } from "./set-recorded";
import { sweepRecordings } from "./sweep-recordings";

const DAY_MS = 86_400_000;
const backend = useBackend();
let creator: Actor;
let id: string;
let event: ReturnType<typeof mediaRun>;

beforeEach(async () => {
  creator = await makeActor("creator");
  id = (await createStream(creator, { title: "Tanbou" })).id;
  event = mediaRun(1);
});

const broadcast = async () => (await getStream(creator, id)).broadcast;
const only = async () => (await getStream(creator, id)).recordings[0];
const tell = (change: Parameters<typeof recordingFacts>[1] = {}) =>
  sendEvent(event({ type: "recording.changed", recording: recordingFacts(id, change) }));
const live = () => sendEvent(event({ type: "stream.live", stream: snapshot(id) }));
const ended = (reason: "ended-by-creator" | "publisher-lost" = "publisher-lost") => {
  const usage = { ingestMs: 1, bytesIn: 1, bytesOut: 1, viewerMs: 1, transcodeMs: 1, turnBytes: null };
  return sendEvent(event({ type: "stream.ended", streamId: id, reason, usage }));
};
async function makeReplay(): Promise<string> {
  await live();
  await tell({ state: "recording" });
  await endStream(creator, id);
  await tell();
  return (await only())?.id ?? "";
}
async function announced() {
  await announcementsDone();
  const call = backend.media.calls.findLast(({ path }) => path.endsWith("/announcements"));
  return AnnounceCall.parse(call?.body).announcement;
}
const keyOf = async (streamId: string) => (await readTargets(streamId))[0]?.streamKey ?? "";
const audited = async (action: string) =>
  (await db()).select().from(auditLog).where(eq(auditLog.action, action));

test("live, ended, processing, replay: each is told to viewers", async () => {
  await live();
  expect(await tell({ state: "recording" })).toBe(204);
  expect(await broadcast()).toBe("live");
  await endStream(creator, id);
  expect(await broadcast()).toBe("processing");
  expect(await announced()).toMatchObject({ broadcast: "processing", playback: [] });
  await tell();
  expect(await broadcast()).toBe("replay-ready");
  const folder = `http://media.test/replays/${id}`;
  expect(await announced()).toMatchObject({
    broadcast: "replay-ready",
    playback: [
      { kind: "hls", url: `${folder}/index.m3u8`, lowLatency: false, replay: { durationMs: 60_000 } },
      { kind: "dash", url: `${folder}/manifest.mpd` },
    ],
    posterUrl: `${folder}/poster.jpg`,
  });
});

test("a recording that failed, or a stream without one, ends as ended", async () => {
  await live();
  await tell({ state: "recording" });
  await endStream(creator, id);
  await tell({ state: "failed", fault: "unreadable", durationMs: 0 });
  expect(await broadcast()).toBe("ended");
  expect(await only()).toMatchObject({ state: "failed", fault: "unreadable" });
});

test("what comes twice or late changes nothing", async () => {
  await live();
  const growing = event({ type: "recording.changed", recording: recordingFacts(id, { state: "recording" }) });
  await endStream(creator, id);
  await tell();
  await sendEvent(growing);
  await sendEvent(growing);
  expect(await broadcast()).toBe("replay-ready");
  expect(await (await db()).$count(recordings)).toBe(1);
});

test("recordings of streams that nobody knows are not kept", async () => {
  const recording = recordingFacts("nobodys-stream-1");
  expect(await sendEvent(event({ type: "recording.changed", recording }))).toBe(204);
  expect(await (await db()).$count(recordings)).toBe(0);
});

test("an encoder that returns after its window opens the stream again, and it stays one recording", async () => {
  await live();
  await tell({ state: "recording" });
  await ended();
  await tell();
  expect(await broadcast()).toBe("replay-ready");
  expect(await askToPublish(await keyOf(id))).toMatchObject({ allowed: true, streamId: id });
  await sendEvent(
    event({ type: "stream.live", stream: snapshot(id, { liveSince: Date.now() }) }, Date.now() + 1000),
  );
  expect(await broadcast()).toBe("live");
  await tell({ state: "recording", durationMs: 70_000 });
  await endStream(creator, id);
  expect(await broadcast()).toBe("processing");
  await tell({ durationMs: 90_000 });
  expect(await broadcast()).toBe("replay-ready");
  expect((await getStream(creator, id)).recordings).toHaveLength(1);
});

test("a stream that was lost and is then ended by its creator keeps its replay", async () => {
  await live();
  await ended();
  await tell();
  await endStream(creator, id);
  expect(await getStream(creator, id)).toMatchObject({
    broadcast: "replay-ready",
    endedBecause: "ended-by-creator",
  });
});

test("the permission to publish says whether to record, by tier and by wish", async () => {
  expect(await askToPublish(await keyOf(id))).toMatchObject({ settings: { record: true } });
  const admin = await makeActor("admin");
  await setTierSettings(admin, { tier: "free", isRecorded: false });
  const plain = await createStream(creator, { title: "No" });
  expect(await askToPublish(await keyOf(plain.id))).toMatchObject({ settings: { record: false } });
  const wished = await createStream(creator, { title: "Yes", isRecorded: true });
  expect(await askToPublish(await keyOf(wished.id))).toMatchObject({ settings: { record: true } });
});

test("the switch reaches a stream on air at once, and none that has ended", async () => {
  await live();
  expect(await setRecorded(creator, id, false)).toEqual({ applied: "done" });
  const put = backend.media.calls.find(
    ({ method, path }) => method === "PUT" && path.endsWith(`/${id}/settings`),
  );
  expect(put?.body).toMatchObject({ record: false });
  expect((await getStream(creator, id)).isRecorded).toBe(false);
  const other = await makeActor("creator", "Other");
  await expect(setRecorded(other, id, true)).rejects.toMatchObject({ code: "not-found" });
  await endStream(creator, id);
  await expect(setRecorded(creator, id, true)).rejects.toMatchObject({ code: "stream-ended" });
});

test("a deleted recording is gone for viewers at once, and from its provider", async () => {
  const recordingId = await makeReplay();
  expect(await deleteRecording(creator, recordingId)).toEqual({ removal: "done" });
  expect(await broadcast()).toBe("ended");
  expect(await announced()).toMatchObject({ broadcast: "ended", playback: [] });
  expect(
    backend.media.calls.some(({ method, path }) => method === "DELETE" && path.endsWith(`/recordings/${id}`)),
  ).toBe(true);
  expect(await listRecordings(creator, { limit: 10 })).toEqual([]);
  expect(await audited("recording.deleted")).toHaveLength(1);
  await expect(deleteRecording(creator, recordingId)).rejects.toMatchObject({ code: "not-found" });
});

test("a provider that does not answer is asked until the recording is gone", async () => {
  const recordingId = await makeReplay();
  backend.media.answerWith(503);
  expect(await deleteRecording(creator, recordingId)).toEqual({ removal: "pending" });
  expect(await broadcast()).toBe("ended");
  expect(await only()).toMatchObject({ state: "deleting" });
  await sweepRecordings(Date.now());
  expect(await only()).toMatchObject({ state: "deleting" });
  backend.media.answerWith(null);
  await sweepRecordings(Date.now());
  expect(await only()).toBeUndefined();
});

test("a growing recording is not deleted, and nobody else's is even there", async () => {
  await live();
  await tell({ state: "recording" });
  const recordingId = (await only())?.id ?? "";
  await expect(deleteRecording(creator, recordingId)).rejects.toMatchObject({
    code: "recording-in-progress",
  });
  const other = await makeActor("creator", "Other");
  await expect(deleteRecording(other, recordingId)).rejects.toMatchObject({ code: "not-found" });
  await expect(issueDownload(other, recordingId)).rejects.toMatchObject({ code: "not-found" });
});

test("each tier's retention ends a recording on its day and not before", async () => {
  const recordingId = await makeReplay();
  const expiresAt = (await only())?.expiresAt ?? 0;
  expect(Math.abs(expiresAt - Date.now() - 7 * DAY_MS)).toBeLessThan(60_000);
  // A shorter retention takes nothing from those that have their date.
  await setTierSettings(await makeActor("admin"), { tier: "free", retentionDays: 1 });
  await sweepRecordings(Date.now() + 2 * DAY_MS);
  expect(await broadcast()).toBe("replay-ready");
  await sweepRecordings(expiresAt + 1000);
  expect(await broadcast()).toBe("ended");
  expect(await only()).toBeUndefined();
  const [entry] = await audited("recording.expired");
  expect(entry).toMatchObject({ target: recordingId, actor: { kind: "system" } });
});

test("a recording that nobody finished is asked for, and its loss is said", async () => {
  await live();
  await tell({ state: "recording" });
  await endStream(creator, id);
  await sweepRecordings(Date.now());
  expect(await broadcast()).toBe("processing");
  backend.media.answerWith(200, JSON.stringify(recordingFacts(id, { durationMs: 5000 })));
  await sweepRecordings(Date.now() + 180_000);
  expect(await broadcast()).toBe("replay-ready");
  expect(await only()).toMatchObject({ durationMs: 5000 });
});

test("a recording that its provider does not know is not playable", async () => {
  await live();
  await tell({ state: "recording" });
  await endStream(creator, id);
  await sweepRecordings(Date.now() + 180_000);
  expect(await broadcast()).toBe("ended");
  expect(await only()).toMatchObject({ state: "failed", fault: "storage-error" });
});

test("only the owner gets the file, by an address that holds no other secret", async () => {
  const recordingId = await makeReplay();
  const { url } = await issueDownload(creator, recordingId);
  expect(url).toMatch(
    new RegExp(`^http://media.test/replays/${id}/~1\\.d\\.[^/]+/download\\.mp4\\?name=Tanbou$`),
  );
  expect(url).not.toContain(TEST_SECRET);
  await expect(issueDownload(await makeActor("admin"), recordingId)).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a channel lists its public replays; unlisted and private ones show nowhere, and previews follow the link", async () => {
  await makeReplay();
  const channelId = creator.channel?.id ?? "";
  const past = async () => (await listReplays({ channelId, limit: 10 })).replays;
  expect(await past()).toMatchObject([{ streamId: id, title: "Tanbou", durationMs: 60_000 }]);
  expect((await getWatchByHandle(creator.channel?.handle ?? ""))?.previewImage).toBe(
    `http://app.test/watch/${id}/poster`,
  );
  const see = async (visibility: "unlisted" | "private") => {
    await (await db()).update(streams).set({ visibility }).where(eq(streams.id, id));
    return { past: await past(), preview: await findLinkPreview(id) };
  };
  expect(await findLinkPreview(id)).toBe(`http://media.test/replays/${id}/poster.jpg`);
  const unlisted = await see("unlisted");
  expect(unlisted.past).toEqual([]);
  expect(unlisted.preview).toMatch(/\/~1\.w\.[^/]+\/poster\.jpg$/);
  expect(await see("private")).toEqual({ past: [], preview: null });
});
