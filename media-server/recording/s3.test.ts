import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  makeRecordings,
  recordingId,
  recordStream,
  silentLog,
  type TestRecordings,
  waitFor,
} from "../testing/record-streams";
import { segmentFile } from "./recording-names";
import { objectPrefix, RecordingReader } from "./recording-reader";
import { createS3Client, S3Bucket } from "./s3-bucket";
import { Uploader } from "./uploader";

const BUCKET = "recordings-test";

let directory: string;
let server: S3rver;
let port: number;
let test: TestRecordings;
let uploader: Uploader;
let store: S3Bucket;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "s3-"));
  await startStore(0);
  store = connect("S3RVER");
  uploader = new Uploader({ store, log: silentLog, backoffMs: { first: 20, longest: 100 } });
  test = await makeRecordings({
    storage: "s3",
    hooks: {
      fileDone: (recording, file) => uploader.add(recording, file),
      finished: (recording) => void uploader.addAll(recording),
      async removeStored(id) {
        await uploader.forget(id);
        await store.deleteAll(objectPrefix(id));
      },
    },
  });
});
afterEach(async () => {
  await uploader.close();
  await test.remove();
  await server.close().catch(() => {});
  await rm(directory, { recursive: true, force: true });
});

async function startStore(wished: number): Promise<void> {
  const configureBuckets = [{ name: BUCKET, configs: [] }];
  server = new S3rver({ port: wished, address: "127.0.0.1", silent: true, directory, configureBuckets });
  const address: AddressInfo = await server.run();
  port = address.port;
}

/** The store checks signatures. It signs a bucket's own address without the slash at its end, as clients used to. */
function connect(secretAccessKey: string): S3Bucket {
  const client = createS3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    accessKeyId: "S3RVER",
    secretAccessKey,
    forcePathStyle: true,
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { path: string };
      if (request.path === `/${BUCKET}/`) request.path = `/${BUCKET}`;
      return next(args);
    },
    { step: "build" },
  );
  return new S3Bucket(client, BUCKET);
}

async function record(seconds: number) {
  const stream = recordStream(test.recordings);
  stream.publish(seconds);
  stream.end();
  return waitFor(() => {
    const recording = test.recordings.find(recordingId);
    if (recording?.meta.state !== "ready") throw new Error("It isn't ready yet.");
    return recording;
  });
}
const local = async () =>
  (await readdir(join(test.root, recordingId))).filter((name) => name.endsWith(".m4s"));

describe("recordings in an object store", () => {
  it("leave the disk once they are stored, and read the same, in whole and in part", async () => {
    const recording = await record(5);
    const { segments } = await test.recordings.timelineOf(recording);
    await waitFor(async () => expect(await local()).toEqual([]));
    const reader = new RecordingReader(store);
    for (const { n, bytes } of segments) {
      const whole = await reader.readWhole(recording, segmentFile(n), 1e6);
      expect(whole?.length).toBe(bytes);
      const part = await reader.readWhole(recording, segmentFile(n), 1e6, { start: 10, end: 109 });
      expect(part?.equals(whole?.subarray(10, 110) ?? Buffer.alloc(0))).toBe(true);
    }
    expect(await reader.read(recording, "1.m4s", null)).toBeNull();
  });

  it("wait on the disk while the store can't be reached, and go on by themselves", async () => {
    await server.close();
    await record(3);
    expect(await local()).toHaveLength(3);
    await startStore(port);
    await waitFor(async () => expect(await local()).toEqual([]));
  });

  it("are found again after a restart that came before they were stored", async () => {
    await uploader.close();
    await record(2);
    expect(await local()).toHaveLength(2);
    uploader = new Uploader({ store, log: silentLog });
    await test.restart();
    await waitFor(async () => expect(await local()).toEqual([]));
  });

  it("are deleted there too, also when nothing of them is left here", async () => {
    await record(3);
    await waitFor(async () => expect(await local()).toEqual([]));
    await rm(join(test.root, recordingId), { recursive: true });
    const again = await test.restart();
    await again.delete(recordingId);
    const objects = await readdir(join(directory, BUCKET), { recursive: true });
    expect(objects.filter((name) => name.includes(".m4s"))).toEqual([]);
  });

  it("can't be deleted while the store is away, and say so", async () => {
    const recording = await record(1);
    await server.close();
    await expect(test.recordings.delete(recordingId)).rejects.toThrow();
    await startStore(port);
    await test.recordings.delete(recordingId);
    expect(recording.isDeleted).toBe(true);
    expect(await readdir(test.root)).toEqual([]);
  });

  it("stay closed to a wrong key", async () => {
    const wrong = connect("not-the-secret");
    await expect(wrong.get("recordings/x", null)).rejects.toThrow(/signature/i);
    await expect(wrong.deleteAll("recordings/")).rejects.toThrow(/signature/i);
  });
});
