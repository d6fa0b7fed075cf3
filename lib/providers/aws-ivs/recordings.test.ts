import { afterEach, beforeEach, expect, test } from "vitest";
import { type IvsEmulator, startIvsEmulator } from "../../../emulators/ivs/server";
import type { PlaybackPass, StreamProvider, WebhookRequest } from "../contract";
import { awsIvs } from "./index";
import { type RecordedBucket, startRecordedBucket } from "./testing/recorded-bucket";

const wish = { streamId: "stream-0001", title: "Konpa", visibility: "public" } as const;
const SECRET = "a-secret-of-the-destination";
const now = Date.parse("2026-11-28T06:30:00Z");
let emulator: IvsEmulator;
let bucket: RecordedBucket;
let provider: StreamProvider;
let channel: string;
const ref = () => ({ provider: "aws-ivs", id: channel });
const recording = (minute = 7) => `${channel.split("/")[1]}_2026_11_28_5_${minute}_rec000000001`;
const connect = (env: Record<string, string> = {}) =>
  awsIvs.create(awsIvs.options.parse({ ...emulator.environment(), ...bucket.environment(), ...env }), {
    fetch,
    now: () => now,
    log: () => {},
  });

beforeEach(async () => {
  emulator = await startIvsEmulator();
  bucket = await startRecordedBucket(emulator.account);
  provider = await connect({ AWS_IVS_EVENTS_SECRET: SECRET });
  channel = (await provider.createChannel(wish)).ref.id;
});
afterEach(async () => {
  await bucket.stop();
  await emulator.stop();
});

test("what the bucket holds is told with its length and size; neighbours' is not", async () => {
  bucket.record(channel);
  bucket.record(channel, { minute: 59, end: null });
  bucket.record(emulator.account.arn("channel", "neighbour"));
  const found = await provider.listRecordings?.(ref());
  expect(found?.map((one) => one.recordingId).sort()).toEqual([recording(59), recording()].sort());
  const ready = found?.find((one) => one.state === "ready");
  expect(ready).toMatchObject({ durationMs: 3_600_000, startedAt: Date.parse("2026-11-28T05:07:02Z") });
  expect(ready?.bytes).toBeGreaterThan(5_000);
  expect(found?.find((one) => one.state === "recording")?.durationMs).toBe(now - (ready?.startedAt ?? 0));
});

test("a recording is deleted with everything in its folder, and nothing beside it", async () => {
  bucket.record(channel);
  const kept = bucket.record(channel, { minute: 10 });
  await provider.deleteRecording?.({ provider: "aws-ivs", id: recording() });
  await provider.deleteRecording?.({ provider: "aws-ivs", id: recording() });
  for (const id of ["", "..", "a_2026_1_1_1_1_../b", "ivs/v1"])
    await provider.deleteRecording?.({ provider: "aws-ivs", id });
  const keys = [...bucket.files.keys()];
  expect(keys.length).toBe(4);
  expect(keys.every((key) => key.startsWith(`${kept}/`))).toBe(true);
});

test("a replay stands at the public address, with a picture only where pictures are kept", async () => {
  const at = `https://recordings.example.org/ivs/v1/123456789012/${recording().replaceAll("_", "/")}`;
  const issue = async (one: StreamProvider) =>
    one.issueReplay?.({ provider: "aws-ivs", id: recording() }, { durationMs: 1, hasStoryboard: false });
  expect(await issue(provider)).toMatchObject({
    playback: [{ kind: "hls", url: `${at}/media/hls/master.m3u8`, replay: { durationMs: 1 } }],
    posterUrl: `${at}/media/thumbnails/thumb0.jpg`,
  });
  emulator.account.recording.storage.length = 0;
  expect((await issue(await connect()))?.posterUrl).toBeNull();
  emulator.account.denied.add("GetRecordingConfiguration");
  expect((await issue(await connect()))?.posterUrl).toBeNull();
});

test("of a stream that is not for everybody nothing is recorded, and its creator is told so", async () => {
  const { arn } = emulator.account.recording;
  const recordingOf = (id: string) => emulator.account.channels.get(id)?.recordingConfigurationArn;
  expect(recordingOf(channel)).toBe(arn);
  for (const [visibility, isRecorded] of [
    ["private", true],
    ["unlisted", true],
    ["public", false],
  ] as const) {
    const made = await provider.createChannel({
      ...wish,
      streamId: `s-${visibility}`,
      visibility,
      isRecorded,
    });
    expect(recordingOf(made.ref.id)).toBe("");
    expect(made.warnings.map((one) => one.feature)).toEqual(visibility === "public" ? [] : ["recording"]);
  }
  const settings = { reconnectWindowMs: 0, dvrWindowMs: 10_000, ladder: [], record: true, isPreview: false };
  await provider.applySettings?.(ref(), { ...settings, access: { kind: "token", epoch: 2, revoked: [] } });
  expect(emulator.account.channels.get(channel)).toMatchObject({
    authorized: true,
    recordingConfigurationArn: "",
  });
  await provider.applySettings?.(ref(), { ...settings, access: { kind: "open" } });
  expect(recordingOf(channel)).toBe(arn);
});

test("while it is live its newest picture is its poster; nobody with a pass gets one", async () => {
  expect(await provider.issuePoster?.(ref())).toBeNull();
  bucket.record(channel, { minute: 9, end: null });
  const prefix = bucket.record(channel, { minute: 10, end: null });
  const fresh = await connect();
  expect(await fresh.issuePoster?.(ref())).toBe(
    `${bucket.publicUrl}/${prefix}/media/latest_thumbnail/thumb.jpg`,
  );
  const life = { issuedAt: now, expiresAt: now + 60_000 };
  const pass: PlaybackPass = { viewer: "viewer-0001", grant: null, scope: "watch", epoch: 1, ...life };
  expect(await fresh.issuePoster?.(ref(), pass)).toBeNull();
});

test("events of recordings are told in our words, by what the bucket holds where it answers", async () => {
  const event = (status: string, more: Record<string, unknown> = {}): WebhookRequest => ({
    method: "POST",
    path: "/",
    body: JSON.stringify({
      id: `${status}${JSON.stringify(more).length}`.slice(0, 64),
      source: "aws.ivs",
      "detail-type": "IVS Recording State Change",
      time: "2026-11-28T06:07:12Z",
      resources: [channel],
      detail: {
        channel_name: "stream-0001",
        recording_status: status,
        recording_s3_bucket_name: bucket.bucket,
        recording_s3_key_prefix: `ivs/v1/123456789012/${recording().replaceAll("_", "/")}`,
        recording_duration_ms: 3_600_000,
        ...more,
      },
    }),
    header: (name) => (name === "x-live-events-secret" ? SECRET : null),
  });
  const change = async (status: string, more?: Record<string, unknown>) =>
    (await provider.parseEvents?.(event(status, more)))?.[0]?.change;
  expect(await change("Recording Start")).toMatchObject({
    type: "recording-changed",
    streamId: "stream-0001",
    recording: { recordingId: recording(), state: "recording" },
  });
  expect(await change("Recording End")).toMatchObject({
    recording: { state: "ready", durationMs: 3_600_000 },
  });
  bucket.record(channel);
  const told = await change("Recording End", { recording_duration_ms: 3_599_000 });
  expect(told?.type === "recording-changed" && told.recording.bytes).toBeGreaterThan(5_000);
  expect(await change("Recording Start Failure")).toMatchObject({
    recording: { state: "failed", fault: "storage-error" },
  });
  expect(await change("Recording End", { recording_s3_bucket_name: "anothers" })).toBeUndefined();
});

test("the test of the connection finds a wrong bucket, a wrong configuration and a missing permission", async () => {
  const problems = async (one: StreamProvider) =>
    (await one.testConnection?.())?.flatMap(({ ok, problem }) => (ok ? [] : [problem]));
  expect(await problems(provider)).toEqual([]);
  const wrong = await connect({ AWS_IVS_RECORDINGS_BUCKET: "another-bucket" });
  expect(await problems(wrong)).toEqual([
    expect.stringContaining("another bucket than AWS_IVS_RECORDINGS_BUCKET"),
    expect.stringContaining("no such bucket"),
  ]);
  emulator.account.denied.add("GetRecordingConfiguration");
  expect(await problems(provider)).toEqual([
    expect.stringContaining("ivs:GetRecordingConfiguration is missing"),
  ]);
});

test("half of what recordings need is refused by naming the rest", () => {
  const options = awsIvs.options.safeParse({
    ...emulator.environment(),
    AWS_IVS_RECORDING_CONFIGURATION_ARN: emulator.account.recording.arn,
  });
  expect(options.error?.issues.map((issue) => issue.path[0])).toEqual([
    "AWS_IVS_RECORDINGS_BUCKET",
    "AWS_IVS_RECORDINGS_URL",
  ]);
});
