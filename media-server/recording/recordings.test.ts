import { appendFile, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  makeRecordings,
  recordingId,
  recordStream,
  type TestRecordings,
  waitFor,
} from "../testing/record-streams";
import { videoConfig } from "../testing/synthetic-media";
import { timescalesOf, wholeFragments } from "./repair-recording";

let test: TestRecordings;
beforeEach(async () => {
  test = await makeRecordings();
});
afterEach(() => test.remove());

const file = (name: string) => join(test.root, recordingId, name);
const last = () => test.told.at(-1);
/** So on the disk, and told. */
const settled = (state: string, recordings = test.recordings) =>
  waitFor(() => {
    expect(recordings.find(recordingId)?.facts()).toMatchObject({ state });
    expect(last()?.state).toBe(state);
  });
const onDisk = async (durationMs: number, recordings = test.recordings) =>
  waitFor(async () => {
    const found = recordings.find(recordingId);
    expect(found?.session?.timeline?.durationMs).toBeGreaterThanOrEqual(durationMs);
  });
const timeline = async (recordings = test.recordings) => {
  const recording = recordings.find(recordingId);
  if (!recording) throw new Error("There is no recording.");
  return recordings.timelineOf(recording);
};

describe("a recording", () => {
  it("holds all that was sent, and the app is told when it begins and when it is ready", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(5);
    stream.end();
    await settled("ready");
    expect(test.told.map(({ state }) => state)).toEqual(["recording", "ready"]);
    expect(last()).toMatchObject({ recordingId, durationMs: 5000, fault: null, storage: "disk" });
    const { segments } = await timeline();
    expect(segments).toHaveLength(5);
    for (const { n, bytes, run, durationMs } of segments) {
      const found = wholeFragments(
        await readFile(file(`${n}.m4s`)),
        timescalesOf(await readFile(file(run.init))),
      );
      expect(found).toMatchObject({ bytes });
      expect(found.durationMs).toBeCloseTo(durationMs, 0);
    }
  });

  it("is for its owner only", async () => {
    recordStream(test.recordings).publish(2);
    await onDisk(1000);
    expect((await stat(join(test.root, recordingId))).mode & 0o777).toBe(0o700);
    for (const name of await readdir(join(test.root, recordingId)))
      expect((await stat(file(name))).mode & 0o777).toBe(0o600);
  });

  it("goes on after a reconnect, with a discontinuity and the same init segment", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(2);
    stream.interrupt();
    stream.publish(3);
    stream.end();
    await settled("ready");
    const { segments, runs } = await timeline();
    expect(segments.map(({ isDiscontinuity }) => isDiscontinuity)).toEqual([true, false, true, false, false]);
    expect(runs.size).toBe(1);
    expect(last()?.durationMs).toBe(5000);
  });

  it("notes a new picture size with an init segment of its own", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(1);
    stream.interrupt();
    stream.publish(1, { config: videoConfig(640, 360) });
    stream.end();
    await settled("ready");
    const { segments } = await timeline();
    expect(segments.map(({ run }) => run.video?.width)).toEqual([1280, 640]);
  });

  it("goes on when an ended stream comes back", async () => {
    recordStream(test.recordings).publish(1);
    await test.recordings.finish(recordingId);
    await settled("ready");
    const again = recordStream(test.recordings);
    again.publish(2);
    again.end();
    await settled("ready");
    await waitFor(() => expect(last()?.durationMs).toBe(3000));
  });

  it("begins and stops with its switch", async () => {
    const stream = recordStream(test.recordings, { record: false });
    stream.publish(1);
    stream.recorder.apply({ ...stream.settings, record: true });
    stream.publish(2);
    stream.recorder.apply({ ...stream.settings, record: false });
    await settled("ready");
    expect(last()?.durationMs).toBeLessThanOrEqual(2000);
    expect(last()?.durationMs).toBeGreaterThanOrEqual(1000);
  });

  it("keeps who may see it, also after a restart", async () => {
    const access = { kind: "token" as const, epoch: 4, revoked: [] };
    const stream = recordStream(test.recordings, { access });
    stream.publish(1);
    stream.end();
    await settled("ready");
    await test.recordings.setAccess(recordingId, { ...access, epoch: 5 });
    const again = await test.restart();
    expect(again.find(recordingId)?.access).toEqual({ ...access, epoch: 5 });
  });

  it("is shown to nobody when its facts are lost", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(1);
    stream.end();
    await settled("ready");
    await writeFile(file("recording.json"), "{");
    const again = await test.restart();
    expect(again.find(recordingId)?.access.kind).toBe("token");
  });
});

describe("after a crash", () => {
  /** As a killed process leaves it: three whole segments and a part of a fourth, not closed. */
  async function crash() {
    const stream = recordStream(test.recordings);
    stream.publish(3.5);
    await onDisk(3000);
    const open = await waitFor(async () => {
      const found = (await timeline()).open;
      expect((await stat(file(`${found?.n}.m4s`))).size).toBeGreaterThan(1000);
      return `${found?.n}.m4s`;
    });
    return { open };
  }

  it("a torn fragment is cut off, and what is whole of its segment stays", async () => {
    const { open } = await crash();
    await truncate(file(open), (await stat(file(open))).size - 7);
    const again = await test.restart();
    const { durationMs, segments } = await timeline(again);
    expect(segments).toHaveLength(4);
    expect(durationMs).toBeGreaterThanOrEqual(3100);
    expect(durationMs).toBeLessThan(3500);
    expect((await stat(file(open))).size).toBe(segments.at(-1)?.bytes);
  });

  it("a torn journal line, and garbage within, cost nothing else", async () => {
    await crash();
    await appendFile(file("journal.jsonl"), 'garbage\n{"t":"close","n":');
    const again = await test.restart();
    expect((await timeline(again)).segments).toHaveLength(4);
    expect(await readFile(file("journal.jsonl"), "utf8")).toMatch(/"close".*\n$/);
  });

  it("a segment whose file the disk lost is left out", async () => {
    await crash();
    const [, second] = (await timeline()).segments;
    await truncate(file(`${second?.n}.m4s`), 10);
    const { segments } = await timeline(await test.restart());
    expect(segments).toHaveLength(3);
    expect(segments[1]?.isDiscontinuity).toBe(true);
  });

  it("it goes on as the same recording when the stream comes back", async () => {
    await crash();
    const again = await test.restart();
    const stream = recordStream(again);
    stream.publish(2);
    stream.end();
    await settled("ready", again);
    const { segments, durationMs } = await timeline(again);
    expect(segments[4]?.isDiscontinuity).toBe(true);
    expect(durationMs).toBeGreaterThan(5000);
  });

  it("it is complete when the stream does not come back in time", async () => {
    const stream = recordStream(test.recordings, { reconnectWindowMs: 0 });
    stream.publish(2.5);
    await onDisk(2000);
    const again = await test.restart();
    await settled("ready", again);
    expect(last()).toMatchObject({ state: "ready", fault: null });
  });
});

describe("a disk that is full or fails", () => {
  it("ends the recording with a notice, and what there is can be played", async () => {
    let free = 1e12;
    await test.remove();
    test = await makeRecordings({ minFreeBytes: 1e9, checkSpaceMs: 20, freeBytes: async () => free });
    const stream = recordStream(test.recordings);
    stream.publish(2.5);
    await onDisk(2000);
    free = 1e6;
    await waitFor(() => expect(stream.recorder.notices()[0]?.code).toBe("recording-disk-full"));
    await settled("ready");
    expect(last()).toMatchObject({ state: "ready", fault: "disk-full" });
    stream.push([]);
    stream.end();
    expect(last()?.durationMs).toBeGreaterThanOrEqual(2400);
  });

  it("never begins one that would not fit", async () => {
    await test.remove();
    test = await makeRecordings({ minFreeBytes: 1e9, freeBytes: async () => 1e6 });
    const stream = recordStream(test.recordings);
    stream.publish(1);
    await settled("failed");
    expect(stream.recorder.notices()[0]?.code).toBe("recording-disk-full");
  });

  it("that can't keep up ends the recording instead of filling memory", async () => {
    await test.remove();
    test = await makeRecordings({ maxQueuedBytes: 2_000 });
    const stream = recordStream(test.recordings);
    stream.publish(3);
    expect(stream.recorder.notices()[0]?.code).toBe("recording-failed");
    await waitFor(() => expect(last()?.fault).toBe("storage-error"));
  });

  it("a folder that can't be written ends the recording, not the stream", async () => {
    await writeFile(join(test.root, "..", "file"), "");
    const blocked = await test.restart({ root: join(test.root, "..", "file") });
    const stream = recordStream(blocked);
    stream.publish(1);
    await waitFor(() => expect(stream.recorder.notices()[0]?.code).toBe("recording-failed"));
  });
});

describe("deleting", () => {
  it("takes everything away, twice as well as once, and unknown ones too", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(1);
    stream.end();
    await settled("ready");
    await test.recordings.delete(recordingId);
    await test.recordings.delete(recordingId);
    await test.recordings.delete("never-was-one");
    await test.recordings.delete("../../etc");
    expect(await readdir(test.root)).toEqual([]);
    expect(test.recordings.find(recordingId)).toBeUndefined();
  });

  it("while it is recorded ends the recording for good", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(2);
    await onDisk(1000);
    await test.recordings.delete(recordingId);
    stream.publish(2);
    stream.end();
    expect(await readdir(test.root)).toEqual([]);
    expect(test.recordings.find(recordingId)).toBeUndefined();
  });

  it("leaves the way free for a new one, whose files have other names", async () => {
    let now = Date.now();
    await test.remove();
    test = await makeRecordings({ now: () => now });
    const stream = recordStream(test.recordings);
    stream.publish(2);
    await onDisk(1000);
    const [before] = (await timeline()).segments;
    now += 2000;
    const deletion = test.recordings.delete(recordingId);
    const next = recordStream(test.recordings);
    next.publish(2);
    next.end();
    await deletion;
    await settled("ready");
    const { durationMs, segments } = await timeline();
    expect(durationMs).toBe(2000);
    expect(await readdir(join(test.root, recordingId))).not.toContain(`${before?.n}.m4s`);
    expect(segments[0]?.n).not.toBe(before?.n);
  });
});
