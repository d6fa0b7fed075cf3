import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BroadcastOwner, MediaPlane } from "../media-plane/media-plane";
import { type CloudflareEmulator, startCloudflareEmulator } from "./server";
import { deliver, notification } from "./webhooks";

let clock: number;
let emulator: CloudflareEmulator;
let cutOff: string[];
let owner: BroadcastOwner;

/** Says what it is asked for instead of carrying anything. */
const media: MediaPlane = {
  rtmps: "localhost:1",
  serve: (one) => {
    owner = one;
  },
  end: async (broadcastId) => void cutOff.push(broadcastId),
  forward: (_request, response, { path }) => void response.end(path),
  read: () => Promise.reject(new Error("nothing there")),
  stop: async () => {},
};

beforeEach(async () => {
  clock = Date.parse("2026-11-28T12:00:00Z");
  cutOff = [];
  emulator = await startCloudflareEmulator({ now: () => clock, media });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await emulator.stop();
});

function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${emulator.origin}/client/v4/accounts/${emulator.accountId}/stream${path}`, {
    method,
    headers: { authorization: `Bearer ${emulator.apiToken}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function create(body: unknown = { recording: { mode: "automatic" } }): Promise<string> {
  return (await (await call("POST", "/live_inputs", body)).json()).result.uid;
}

test("does not run in production, unless as the labelled demo", async () => {
  vi.stubEnv("NODE_ENV", "production");
  await expect(startCloudflareEmulator()).rejects.toThrow("production");
  const demo = await startCloudflareEmulator({ isDemo: true });
  const answer = await fetch(`${demo.origin}/x/lifecycle`);
  expect(answer.headers.get("x-emulator")).toContain("not the real service");
  await demo.stop();
});

test("after 1,200 calls it refuses everything for five minutes, and says for how long", async () => {
  for (let sent = 0; sent < 1_200; sent += 50)
    await Promise.all(
      Array.from({ length: 50 }, async () => (await call("GET", "/live_inputs")).arrayBuffer()),
    );
  const refused = await call("GET", "/live_inputs");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "300"]);
  clock += 299_000;
  expect((await call("GET", "/live_inputs")).status).toBe(429);
  clock += 2_000;
  expect((await call("GET", "/live_inputs")).status).toBe(200);
});

test("a key makes one input for six hours, and none once that is deleted", async () => {
  const key = { "idempotency-key": "k" };
  const post = async () => (await (await call("POST", "/live_inputs", {}, key)).json()).result?.uid ?? null;
  const first = await post();
  expect(await post()).toBe(first);
  clock += 6 * 3_600_000;
  const second = await post();
  expect(second).not.toBe(first);
  await call("DELETE", `/live_inputs/${second}`);
  expect((await call("POST", "/live_inputs", {}, key)).status).toBe(409);
});

test("a wrong token is 401, a token without the permission 403, strange settings 400, nothing there 404", async () => {
  const wrong = { authorization: "Bearer nobody" };
  expect((await call("GET", "/live_inputs", undefined, wrong)).status).toBe(401);
  expect((await call("POST", "/live_inputs", { deleteRecordingAfterDays: 7 })).status).toBe(400);
  expect((await call("GET", "/live_inputs/nobody")).status).toBe(404);
  emulator.account.permissions.delete("write");
  expect((await call("POST", "/live_inputs", {})).status).toBe(403);
});

test("playback is empty while idle, a file while live, and closed without a token where it is signed", async () => {
  const uid = await create();
  const at = `${emulator.origin}/${uid}/manifest/video.m3u8`;
  expect((await fetch(at)).status).toBe(204);
  emulator.goLive(uid);
  const [video] = [...emulator.account.videos.keys()];
  expect(await (await fetch(at)).text()).toBe(`/live/${video}/index.m3u8`);
  await call("PUT", `/live_inputs/${uid}`, { recording: { requireSignedURLs: true } });
  expect((await fetch(at)).status).toBe(401);
  expect((await fetch(`${emulator.origin}/${uid}/lifecycle`)).status).toBe(401);
});

test("an input that is not recorded has no playback over HLS", async () => {
  const uid = await create({});
  expect(emulator.goLive(uid)).toBeNull();
  expect((await fetch(`${emulator.origin}/${uid}/manifest/video.m3u8`)).status).toBe(204);
});

test("without prepaid storage nobody goes live", async () => {
  const uid = await create();
  emulator.account.storage.limit = 0;
  expect(() => emulator.goLive(uid)).toThrow("ERR_STORAGE_QUOTA_EXHAUSTED");
});

test("a key opens the door while its input is enabled, and whoever is shut out is cut off", async () => {
  const uid = await create();
  const input = emulator.account.inputs.get(uid);
  const key = input?.secrets.streamKey ?? "";
  expect(owner.admit("nobody's", "rtmp")).toBeNull();
  expect(owner.admit(input?.secrets.webRtc ?? "", "rtmp"), "the secret of another door").toBeNull();
  const broadcast = owner.admit(key, "rtmp");
  expect(owner.admit(key, "rtmp"), "it comes back to the same one").toBe(broadcast);
  owner.live(broadcast ?? "");
  expect(emulator.account.videos.get(broadcast ?? "")?.state).toBe("live-inprogress");
  await call("PUT", `/live_inputs/${uid}`, { enabled: false });
  expect(cutOff).toEqual([broadcast]);
  expect(owner.admit(key, "rtmp")).toBeNull();
  await call("POST", `/live_inputs/${uid}/enable`);
  await call("POST", `/live_inputs/${uid}/rotate_keys`);
  expect(owner.admit(key, "rtmp"), "an old key").toBeNull();
});

test("WHIP goes by its secret, WHEP by the input alone", async () => {
  const uid = await create({});
  const secret = emulator.account.inputs.get(uid)?.secrets.webRtc ?? "";
  const post = (path: string) => fetch(`${emulator.origin}/${path}`, { method: "POST", body: "v=0" });
  expect(await (await post(`${secret}/webRTC/publish`)).text()).toBe("/whip");
  expect((await post(`${uid}/webRTC/play`)).status).toBe(409);
  const broadcast = owner.admit(secret, "whip");
  expect(await (await post(`${uid}/webRTC/play`)).text()).toBe(`/live/${broadcast}/whep`);
});

test("faults: garbage, lateness and an outage, and it is well again", async () => {
  emulator.behave({ status: 200, body: "<html>" });
  expect(await (await call("GET", "/live_inputs")).text()).toBe("<html>");
  emulator.behave({ delayMs: 30 });
  expect((await call("GET", "/live_inputs")).status).toBe(200);
  emulator.behave("outage");
  await expect(call("GET", "/live_inputs")).rejects.toThrow();
  emulator.behave("none");
  expect((await call("GET", "/live_inputs")).status).toBe(200);
});

test("webhooks are delivered as they were signed", async () => {
  const got: string[] = [];
  const receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    got.push(`${request.headers["cf-webhook-auth"]} ${JSON.parse(body).data.event_type}`);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  // A listening TCP server always has an AddressInfo.
  const { port } = receiver.address() as AddressInfo;
  const sent = notification({ inputId: "input-1", type: "connected" }, "shared-secret", clock);
  expect(await deliver(`http://127.0.0.1:${port}/`, sent)).toBe(204);
  expect(got).toEqual(["shared-secret live_input.connected"]);
  await new Promise((resolve) => receiver.close(resolve));
});
