import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { createStream } from "./create-stream";
import { endStream } from "./end-stream";
import { closeEventStreams } from "./open-event-streams";
import { openStreamEvents } from "./stream-events";

useBackend();
let creator: Actor;
let streamId: string;

beforeEach(async () => {
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "Live" })).id;
});

/** Reads on until the stream closes; `text` grows meanwhile. */
async function open(change: { reauthenticate?: () => Promise<Actor | null>; keepAliveMs?: number } = {}) {
  const abort = new AbortController();
  const events = await openStreamEvents({
    actor: creator,
    streamId,
    signal: abort.signal,
    reauthenticate: async () => creator,
    ...change,
  });
  const heard = { text: "", isOver: false, abort };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of events) heard.text += decoder.decode(chunk);
    heard.isOver = true;
  })();
  return heard;
}

test("tells the state at once and each change soon after, once", async () => {
  const heard = await open();
  await vi.waitFor(() => expect(heard.text).toContain('"broadcast":"ready"'));
  await endStream(creator, streamId);
  await vi.waitFor(() => expect(heard.text).toContain('"broadcast":"ended"'), { timeout: 2_000 });
  expect(heard.text.split("data: ")).toHaveLength(3);
  heard.abort.abort();
  await vi.waitFor(() => expect(heard.isOver).toBe(true));
});

test("ends when the session does, and refuses strangers before the first byte", async () => {
  const heard = await open({ reauthenticate: async () => null, keepAliveMs: 20 });
  await vi.waitFor(() => expect(heard.isOver).toBe(true));
  const stranger = await makeActor("creator");
  const input = { actor: stranger, streamId, signal: new AbortController().signal };
  await expect(openStreamEvents({ ...input, reauthenticate: async () => stranger })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a user's connections are bounded, and all close when the process stops", async () => {
  const opened = await Promise.all(Array.from({ length: 12 }, () => open()));
  await expect(open()).rejects.toMatchObject({ code: "rate-limited" });
  closeEventStreams();
  await vi.waitFor(() => expect(opened.every((one) => one.isOver)).toBe(true));
  await expect(open()).rejects.toMatchObject({ code: "unavailable" });
});
