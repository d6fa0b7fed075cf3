import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signRequest } from "../../lib/wire/signed-request";
import { permit, serveTestStreams, type TestStreams } from "../testing/serve-test-streams";
import { syntheticFrames } from "../testing/synthetic-media";
import { createControlServer } from "./control-server";

const secret = "a-secret-of-at-least-32-characters";
const silent = () => {};
const announcement = {
  streamId: permit.streamId,
  title: "Hello",
  broadcast: "live",
  startedAt: 1,
  playback: [],
};

const recordings = {
  facts: () => null,
  delete: async () => {},
  setAccess: async () => {},
};

let streams: TestStreams;
let server: Server;
let announced: { topics: readonly string[]; title: string }[];
beforeEach(async () => {
  announced = [];
  streams = await serveTestStreams();
  server = createControlServer({
    secret,
    serverId: "server-0001",
    epoch: 7,
    now: Date.now,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    streams: streams.registry,
    recordings,
    announce: (topics, { title }) => announced.push({ topics, title }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await streams.close();
});

function send(method: string, path: string, body: string, headers: Record<string, string>) {
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(method === "GET" ? {} : { body }) });
}

async function call(method: string, path: string, content?: unknown) {
  const body = content === undefined ? "" : JSON.stringify(content);
  return send(method, path, body, await signRequest(secret, { method, path, body }, Date.now()));
}

const END = `/control/v1/streams/${permit.streamId}/end`;
const ENDED = JSON.stringify({ reason: "ended-by-admin" });
const signedEnd = (nowMs = Date.now(), key = secret, body = ENDED) =>
  signRequest(key, { method: "POST", path: END, body }, nowMs);

describe("a control call", () => {
  it.each<[string, () => Promise<Record<string, string>>]>([
    ["unsigned", async () => ({})],
    ["forged", () => signedEnd(Date.now(), "some-other-secret-of-32-characters")],
    ["for another body", () => signedEnd(Date.now(), secret, "{}")],
    ["expired", () => signedEnd(Date.now() - 61_000)],
    ["from the future", () => signedEnd(Date.now() + 61_000)],
  ])("that is %s is refused and does nothing", async (_name, headers) => {
    streams.publish(syntheticFrames({ fps: 30, gop: 30, seconds: 1 }));
    expect((await send("POST", END, ENDED, await headers())).status).toBe(401);
    expect(streams.registry.snapshots()).toHaveLength(1);
  });

  it("works once: a replay is refused", async () => {
    const headers = await signedEnd();
    expect((await send("POST", END, ENDED, headers)).status).toBe(204);
    expect((await send("POST", END, ENDED, headers)).status).toBe(401);
  });

  it("ends, disconnects and describes a stream", async () => {
    streams.publish(syntheticFrames({ fps: 30, gop: 30, seconds: 1 }));
    const path = `/control/v1/streams/${permit.streamId}`;
    expect(await (await call("GET", path)).json()).toMatchObject({ phase: "live" });
    expect((await call("POST", `${path}/disconnect`, { cause: "key-rotated" })).status).toBe(204);
    expect(await (await call("GET", path)).json()).toMatchObject({ phase: "reconnecting" });
    expect(await (await call("GET", "/control/v1/health")).json()).toMatchObject({ epoch: 7, streams: [{}] });
    expect((await call("POST", END, { reason: "ended-by-creator" })).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("POST", END, { reason: "ended-by-creator" })).status).toBe(204);
  });

  it("announces to topics", async () => {
    const topics = ["channel-0001", permit.streamId];
    expect((await call("POST", "/control/v1/announcements", { topics, announcement })).status).toBe(204);
    expect(announced).toEqual([{ topics, title: "Hello" }]);
  });

  it.each<[string, string, unknown, number]>([
    ["POST", END, { reason: "because" }, 400],
    ["POST", "/control/v1/announcements", { topics: [], announcement }, 400],
    ["GET", END, undefined, 405],
    ["GET", "/control/v1/streams/..%2f..%2f", undefined, 404],
    ["GET", "/", undefined, 404],
  ])("%s %s with %o gets %i", async (method, path, content, status) => {
    expect((await call(method, path, content)).status).toBe(status);
  });

  it("with a huge body is not read to its end", async () => {
    const huge = send("POST", END, "x".repeat(3_000_000), {});
    // Whether the refusal or the reset is seen first depends on the network.
    expect([413, "cut off"]).toContain(await huge.then((response) => response.status).catch(() => "cut off"));
  });
});
