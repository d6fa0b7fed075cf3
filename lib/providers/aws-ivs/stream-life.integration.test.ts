import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { POST as metadataRoute } from "../../../app/api/v1/streams/[id]/metadata/route";
import { type IvsEmulator, startIvsEmulator } from "../../../emulators/ivs/server";
import { setVisibility } from "../../access/set-visibility";
import type { Actor } from "../../auth/actor";
import { deleteRecording } from "../../recordings/delete-recording";
import { discoverRecordings } from "../../recordings/discover-recordings";
import { getStreamRecord } from "../../session-records/get-stream-record";
import { tryProviderNow } from "../../settings/try-provider-now";
import { createStream } from "../../streams/create-stream";
import { endStream } from "../../streams/end-stream";
import { getStream } from "../../streams/get-stream";
import { observeStreams } from "../../streams/observe-streams";
import { publishStream } from "../../streams/publish-stream";
import { settleUsage } from "../../streams/settle-usage";
import { findStreamRow } from "../../streams/stream-query";
import { tellAgain } from "../../streams/tell-again";
import { watchStreamChanges } from "../../streams/watch-stream-changes";
import { makeActor, makeToken } from "../../testing/accounts";
import { useEnvironment } from "../../testing/app-environment";
import { useBackend } from "../../testing/backend";
import { capabilitiesOf } from "../capabilities-of";
import { getProvider } from "../get-provider";
import { type RecordedBucket, startRecordedBucket } from "./testing/recorded-bucket";

const backend = useBackend();
let emulator: IvsEmulator;
let bucket: RecordedBucket;
let admin: Actor;
let streamId: string;
const rowOf = async () => (await findStreamRow(streamId))?.row;
const channelOf = async () => {
  const channel = emulator.account.channels.get((await rowOf())?.providerRef ?? "");
  if (!channel) throw new Error("the stream has no channel");
  return channel;
};
const make = async (more: Partial<Parameters<typeof createStream>[1]> = {}) =>
  createStream(admin, { title: "At a service", provider: "aws-ivs", ...more });

beforeEach(async () => {
  emulator = await startIvsEmulator();
  bucket = await startRecordedBucket(emulator.account);
  useEnvironment({
    MEDIA_CONTROL_URL: backend.media.url,
    ...emulator.environment(),
    ...bucket.environment(),
  });
  admin = await makeActor("admin");
  streamId = (await make({ isRecorded: true })).id;
});
afterEach(async () => {
  useEnvironment(
    Object.fromEntries(
      Object.keys({ ...emulator.environment(), ...bucket.environment() }).map((key) => [key, ""]),
    ),
  );
  await bucket.stop();
  await emulator.stop();
});

test("on air nobody can close it: its creator is told so, and nothing has changed", async () => {
  const channel = await channelOf();
  emulator.account.goLive(channel.arn);
  // Also before we know that it is on air.
  for (const known of ["ready", "live"]) {
    expect((await rowOf())?.broadcast).toBe(known);
    const closed = setVisibility(admin, streamId, "private");
    await expect(closed).rejects.toMatchObject({ code: "access-fixed-on-air" });
    expect(await rowOf()).toMatchObject({ visibility: "public", accessEpoch: 1 });
    expect(await channelOf()).toMatchObject({ authorized: false });
    await observeStreams("aws-ivs");
  }
  emulator.account.goIdle(channel.arn);
  // Looks within two seconds are one.
  await vi.waitFor(
    async () => {
      await observeStreams("aws-ivs");
      expect((await rowOf())?.broadcast).toBe("reconnecting");
    },
    { timeout: 10_000, interval: 300 },
  );
  await observeStreams("aws-ivs", () => Date.now() + 120_000);
  expect(await setVisibility(admin, streamId, "private")).toEqual({ applied: "done" });
  expect(await channelOf()).toMatchObject({ authorized: true, recordingConfigurationArn: "" });
});

test("a service that does not answer changes nothing either", { timeout: 20_000 }, async () => {
  emulator.behave({ status: 500 });
  await expect(setVisibility(admin, streamId, "private")).rejects.toMatchObject({ name: "ProviderError" });
  expect(await rowOf()).toMatchObject({ visibility: "public", accessEpoch: 1 });
});

test("between unlisted and private it changes on air, and who watched without an invitation is out", async () => {
  streamId = (await make({ visibility: "unlisted" })).id;
  const { arn } = await channelOf();
  emulator.account.goLive(arn);
  await observeStreams("aws-ivs");
  expect(await setVisibility(admin, streamId, "private")).toEqual({ applied: "done" });
  expect(emulator.account.revocations).toEqual([
    { channelArn: arn, viewerId: "uninvited", viewerSessionVersionsLessThanOrEqualTo: 1 },
  ]);
});

test("a preview on air can't be published there; before it can", async () => {
  streamId = (await make({ isPreview: true })).id;
  const { arn } = await channelOf();
  emulator.account.goLive(arn);
  await observeStreams("aws-ivs");
  await expect(publishStream(admin, streamId)).rejects.toMatchObject({ code: "access-fixed-on-air" });
  expect((await rowOf())?.isPreview).toBe(true);
  streamId = (await make({ isPreview: true })).id;
  expect((await publishStream(admin, streamId)).applied).toBe("done");
  expect((await channelOf()).authorized).toBe(false);
});

test("what is kept follows what is set up and who may watch", async () => {
  expect((await getStream(admin, streamId)).isRecorded).toBe(true);
  expect((await make({ isRecorded: true, visibility: "private" })).isRecorded).toBe(false);
  expect(capabilitiesOf("aws-ivs")?.recording).toBe(true);
  useEnvironment(Object.fromEntries(Object.keys(bucket.environment()).map((key) => [key, ""])));
  expect(capabilitiesOf("aws-ivs")?.recording).toBe(false);
  expect((await make({ isRecorded: true })).isRecorded).toBe(false);
});

test("a program sends a text along with the picture, of its own stream on air", async () => {
  const token = await makeToken(admin);
  const send = (text: unknown, id = streamId, bearer = token) =>
    metadataRoute(
      new Request("http://app.test/", {
        method: "POST",
        body: JSON.stringify({ text }),
        headers: { authorization: `Bearer ${bearer}` },
      }),
      { params: Promise.resolve({ id }) },
    );
  expect(await (await send("early")).json()).toMatchObject({ status: 409, code: "not-on-air" });
  emulator.account.goLive((await channelOf()).arn);
  await observeStreams("aws-ivs");
  expect((await send('{"goal":1}')).status).toBe(204);
  expect(emulator.account.metadata.map(({ metadata }) => metadata)).toEqual(['{"goal":1}']);
  expect((await send("é".repeat(513))).status).toBe(422);
  const stranger = await makeToken(await makeActor("creator"));
  expect((await send("x", streamId, stranger)).status).toBe(404);
  const own = await createStream(await makeActor("admin"), { title: "Elsewhere" });
  expect(own.provider.id).not.toBe("aws-ivs");
});

test("what a quota or an unverified account means is said in words of its own", async () => {
  emulator.account.maxChannels = 0;
  await expect(make()).rejects.toMatchObject({
    code: "quota-exceeded",
    message: expect.stringMatching(/channels/),
  });
  emulator.account.isVerified = false;
  await expect(make()).rejects.toMatchObject({ message: expect.stringMatching(/AWS Support/) });
});

test("without any event its recording becomes a replay, and its record says what nobody counts", {
  timeout: 30_000,
}, async () => {
  const { arn } = await channelOf();
  emulator.account.goLive(arn, Date.now() - 3_600_000);
  await observeStreams("aws-ivs");
  await endStream(admin, streamId);
  bucket.record(arn);
  const later = Date.now() + 700_000;
  expect(await discoverRecordings(Date.now())).toEqual([]);
  expect(await discoverRecordings(later)).toEqual([streamId]);
  expect(await discoverRecordings(later + 3_600_000)).toEqual([]);
  const view = await getStream(admin, streamId);
  expect(view).toMatchObject({ broadcast: "replay-ready", recordings: [{ durationMs: 3_600_000 }] });
  expect(view.playback[0]?.url).toContain(`${bucket.publicUrl}/ivs/v1/`);
  expect((await getStreamRecord(admin, streamId)).totals).toBeNull();
  expect(await settleUsage(later)).toEqual([streamId]);
  expect(await settleUsage(later)).toEqual([]);
  const { totals } = await getStreamRecord(admin, streamId);
  expect(totals).toMatchObject({ bytesIn: null, bytesOut: null, viewerMs: null });
  expect(totals?.ingestMs).toBeGreaterThanOrEqual(3_600_000);
  // Closed afterwards, its replay is given to nobody: the bucket lets everybody in.
  expect(await setVisibility(admin, streamId, "private")).toEqual({ applied: "done" });
  expect((await getStream(admin, streamId)).playback).toEqual([]);
  const [recorded] = (await getStream(admin, streamId)).recordings;
  expect(await deleteRecording(admin, recorded?.id ?? "")).toEqual({ removal: "done" });
  expect(bucket.files.size).toBe(0);
});

test("while the service does not answer, its streams say as of when they are known", async () => {
  const channel = await channelOf();
  emulator.account.goLive(channel.arn);
  await observeStreams("aws-ivs");
  expect(await getStream(admin, streamId)).toMatchObject({ broadcast: "live", staleSince: null });
  emulator.behave({ status: 500 });
  const provider = await getProvider("aws-ivs");
  const ask = () => provider.getStatus({ provider: "aws-ivs", id: channel.arn });
  for (let times = 0; times < 5; times++) await expect(ask()).rejects.toMatchObject({ code: "unavailable" });
  const stale = await getStream(admin, streamId);
  expect(stale.broadcast, "what was known last").toBe("live");
  expect(stale.staleSince).toBeGreaterThan(0);
  emulator.behave("normal");
  await tryProviderNow(admin, "aws-ivs");
  await ask();
  expect((await getStream(admin, streamId)).staleSince).toBeNull();
});

test("whoever looks at a stream is told to look again when its provider's answering changes", async () => {
  const leaving = new AbortController();
  const changes = watchStreamChanges(streamId, leaving.signal);
  await changes.next();
  const told = changes.next();
  await tellAgain("aws-ivs");
  expect((await told).done).toBe(false);
  leaving.abort();
});
