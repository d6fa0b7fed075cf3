import { expect, test } from "vitest";
import { recordingFacts } from "../testing/recording-facts";
import { applyRecordingEvent, type RecordingContext } from "./apply-recording-event";
import type { RecordingRow } from "./recording";

const REF = "stream-0001";
const NOW = 1_800_000_000_000;
const context: RecordingContext = { newId: "rec-00000001", streamId: REF, provider: "one", retentionDays: 7 };
const event = (sequence: number, at = NOW, epoch = 1) => ({ order: { epoch, sequence }, at });
const apply = (
  row: RecordingRow | null,
  sequence: number,
  change: Parameters<typeof recordingFacts>[1] = {},
  at = NOW,
) => applyRecordingEvent(row, event(sequence, at), recordingFacts(REF, change), context);

test("the first report makes the row, and the finished recording gets its date", () => {
  const growing = apply(null, 1, { state: "recording", durationMs: 1000 });
  expect(growing).toMatchObject({
    id: "rec-00000001",
    providerRef: REF,
    state: "recording",
    expiresAt: null,
  });
  const ready = apply(growing, 2);
  expect(ready).toMatchObject({ state: "ready", durationMs: 60_000, bytes: 12_000_000 });
  expect(ready.expiresAt?.getTime()).toBe(NOW + 7 * 86_400_000);
});

test("a late report changes nothing, whatever it says", () => {
  const ready = apply(null, 5);
  expect(apply(ready, 4, { state: "failed" })).toBe(ready);
  expect(apply(ready, 5, { state: "failed" })).toBe(ready);
  expect(applyRecordingEvent(ready, event(99, NOW, 0), recordingFacts(REF), context)).toBe(ready);
});

test("told again, it keeps the date it was given", () => {
  const ready = apply(null, 1);
  const again = applyRecordingEvent(ready, event(2, NOW + 86_400_000), recordingFacts(REF), {
    ...context,
    retentionDays: 1,
  });
  expect(again.expiresAt).toEqual(ready.expiresAt);
});

test("an encoder that returns makes it grow again, and the date waits for its end", () => {
  const again = apply(apply(null, 1), 2, { state: "recording" });
  expect(again).toMatchObject({ state: "recording", expiresAt: null });
  expect(apply(again, 3, {}, NOW + 1000).expiresAt?.getTime()).toBe(NOW + 1000 + 7 * 86_400_000);
});

test("without a retention it is kept", () => {
  const kept = applyRecordingEvent(null, event(1), recordingFacts(REF), { ...context, retentionDays: null });
  expect(kept.expiresAt).toBeNull();
});

test("what is being deleted stays so; what is deleted comes back only as another recording", () => {
  const deleting: RecordingRow = { ...apply(null, 1), state: "deleting" };
  expect(apply(deleting, 2).state).toBe("deleting");
  const deleted: RecordingRow = { ...deleting, state: "deleted", deletedAt: new Date(NOW) };
  expect(apply(deleted, 3, { startedAt: NOW - 1 }).state).toBe("deleted");
  const other = apply(deleted, 4, { state: "recording", startedAt: NOW + 1 });
  expect(other).toMatchObject({ state: "recording", deletedAt: null });
});
