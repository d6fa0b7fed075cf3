import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type CloudflareEmulator, startCloudflareEmulator } from "../../../emulators/cloudflare/server";
import type { Actor } from "../../auth/actor";
import { readMetrics } from "../../metrics/web-metrics";
import { createStream } from "../../streams/create-stream";
import { deleteOrphans } from "../../streams/delete-orphans";
import { findOrphans } from "../../streams/find-orphans";
import { getStream } from "../../streams/get-stream";
import { observeStreams, startObserving } from "../../streams/observe-streams";
import { watchStreamChanges } from "../../streams/watch-stream-changes";
import { makeActor } from "../../testing/accounts";
import { useEnvironment } from "../../testing/app-environment";
import { useBackend } from "../../testing/backend";
import { FAILURES_TO_OPEN } from "../circuit";
import { healthRecord, providerHealth } from "../health";

const backend = useBackend();
let cloud: CloudflareEmulator;
let admin: Actor;
beforeAll(async () => {
  cloud = await startCloudflareEmulator();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  cloud.behave("none");
  useEnvironment({ MEDIA_CONTROL_URL: backend.media.url, ...cloud.environment() });
  admin = await makeActor("admin");
});

const broadcastOf = async (id: string) => (await getStream(admin, id)).broadcast;
const make = async () => (await createStream(admin, { title: "At a service", provider: "cloudflare" })).id;
const inputOf = (streamId: string) => {
  const [uid] = [...cloud.account.inputs].find(([, { meta }]) => meta.streamId === streamId) ?? [];
  if (!uid) throw new Error("no live input for the stream");
  return uid;
};

test("a stream at a service goes on air, loses its encoder and ends, without any event", async () => {
  const id = await make();
  expect(await observeStreams("cloudflare")).toBe(0);
  expect(await broadcastOf(id)).toBe("ready");
  cloud.goLive(inputOf(id));
  expect(await observeStreams("cloudflare")).toBe(1);
  expect(await broadcastOf(id)).toBe("live");
  expect(await observeStreams("cloudflare")).toBe(0);
  cloud.goIdle(inputOf(id));
  expect(await observeStreams("cloudflare")).toBe(1);
  expect(await broadcastOf(id)).toBe("reconnecting");
  expect(await observeStreams("cloudflare", () => Date.now() + 120_000)).toBe(1);
  expect(await broadcastOf(id)).not.toBe("reconnecting");
  expect((await readMetrics()).text).toMatch(
    /live_web_state_corrections_total\{provider="cloudflare"\} [3-9]/,
  );
});

test("a service that is out changes nothing of what is believed", async () => {
  const id = await make();
  cloud.goLive(inputOf(id));
  await observeStreams("cloudflare");
  cloud.behave("outage");
  await expect(observeStreams("cloudflare")).rejects.toMatchObject({ code: "unavailable" });
  expect(await broadcastOf(id)).toBe("live");
});

test("looks that nobody answers open the circuit", async () => {
  await make();
  cloud.behave({ status: 503 });
  for (let look = 0; look < FAILURES_TO_OPEN; look += 1) await observeStreams("cloudflare").catch(() => null);
  expect(providerHealth("cloudflare")).toMatchObject({
    state: "open",
    faults: [{ operation: "observe", code: "unavailable" }, {}, {}, {}, {}],
  });
});

test("who falls silent is told to pages within ten seconds, and so is that they are back", async () => {
  const id = await make();
  const leaving = new AbortController();
  const stop = startObserving();
  try {
    await expect.poll(() => healthRecord("cloudflare").lookedAt, { timeout: 10_000 }).not.toBeNull();
    const changes = watchStreamChanges(id, leaving.signal);
    await changes.next();
    const told = changes.next();
    const silentAt = Date.now();
    cloud.behave("silent");
    expect((await told).done).toBe(false);
    expect((await getStream(admin, id)).staleSince).not.toBeNull();
    expect(Date.now() - silentAt).toBeLessThan(10_000);
    const toldAgain = changes.next();
    cloud.behave("none");
    expect((await toldAgain).done).toBe(false);
    expect((await getStream(admin, id)).staleSince).toBeNull();
  } finally {
    stop();
    leaving.abort();
  }
}, 60_000);

test("only an administrator may send a stream to where each viewer costs money", async () => {
  const creator = await makeActor("creator");
  const asked = createStream(creator, { title: "Mine", provider: "cloudflare" });
  await expect(asked).rejects.toMatchObject({ code: "forbidden" });
});

test("what no stream knows is found at the service, and deleted only when it is chosen", async () => {
  const id = await make();
  const kept = await make();
  const [uid, gone] = [inputOf(id), inputOf(kept)];
  const orphaned = cloud.account.inputs.get(uid);
  if (!orphaned) throw new Error("no live input");
  const stray = { ...orphaned, uid: "0".repeat(32), created: "2026-11-01T00:00:00Z" };
  cloud.account.inputs.set(stray.uid, stray);
  // As old, but a stream's own.
  cloud.account.inputs.set(uid, { ...stray, uid });
  const foreign = { ...stray, uid: "1".repeat(32), meta: { name: "somebody else's" } };
  cloud.account.inputs.set(foreign.uid, foreign);
  // Perhaps another process is about to store its stream.
  const young = { ...stray, uid: "2".repeat(32), created: new Date().toISOString() };
  cloud.account.inputs.set(young.uid, young);
  cloud.account.inputs.delete(gone);

  const report = await findOrphans(admin, "cloudflare");
  expect(report?.orphans).toMatchObject([{ id: stray.uid, streamId: id }]);
  expect(report?.bereft).toContainEqual({ streamId: kept, title: "At a service" });
  const outcomes = await deleteOrphans(admin, "cloudflare", [stray.uid, uid, foreign.uid]);
  expect(outcomes).toEqual([{ id: stray.uid, problem: null }]);
  expect(cloud.account.inputs.has(stray.uid)).toBe(false);
  expect(cloud.account.inputs.has(uid), "a stream's own").toBe(true);
  expect(cloud.account.inputs.has(foreign.uid), "without our mark").toBe(true);
  await expect(findOrphans(await makeActor("creator"), "cloudflare")).rejects.toMatchObject({
    code: "forbidden",
  });
});
