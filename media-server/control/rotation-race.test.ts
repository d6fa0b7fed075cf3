import { expect, it } from "vitest";
import { signRequest } from "../../lib/wire/signed-request";
import { readConfig } from "../config";
import { RtmpTestClient } from "../ingest/rtmp/testing/rtmp-test-client";
import { createLog } from "../log";
import { startMediaServer } from "../start-media-server";
import { startFakeApp } from "../testing/fake-app";
import { permit } from "../testing/serve-test-streams";

const secret = "a-secret-of-at-least-32-characters";
const path = `/control/v1/streams/${permit.streamId}/disconnect`;
const body = JSON.stringify({ cause: "key-rotated" });

it("lets nobody in by a key that was rotated while it was being checked", async () => {
  let control = "";
  const app = await startFakeApp(secret, async () => {
    if (app.asked.length > 1) return { allowed: false, reason: "revoked-key" };
    const headers = await signRequest(secret, { method: "POST", path, body }, Date.now());
    await fetch(`${control}${path}`, { method: "POST", headers, body });
    return permit;
  });
  const ports = { RTMP_PORT: "0", MEDIA_HTTP_PORT: "0", MEDIA_CONTROL_PORT: "0", MEDIA_UDP_PORT: "0" };
  const config = readConfig({ ...ports, MEDIA_SECRET: secret, APP_INTERNAL_URL: app.url });
  const server = await startMediaServer(config, createLog("silent"));
  control = `http://127.0.0.1:${server.ports.control}`;
  const client = new RtmpTestClient({ port: server.ports.rtmp });
  await client.connect();
  expect((await client.publish("key-of-a-creator-0001")).code).toBe("NetStream.Publish.BadName");
  expect(app.asked).toHaveLength(2);
  await server.close(500);
  await app.close();
});
