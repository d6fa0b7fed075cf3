import { expect, it, vi } from "vitest";
import { readConfig } from "../../config";
import { createLog } from "../../log";
import { startMediaServer } from "../../start-media-server";
import { startFakeApp } from "../../testing/fake-app";
import { decode, hasFfmpeg } from "../../testing/run-encoder";
import { permit } from "../../testing/serve-test-streams";
import { outsideAddress, runStandardClient, whyNoStandardClient } from "../testing/standard-client";

const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const KEY = "key-of-a-creator-0001";
const patient = { timeout: 20_000, interval: 100 };
const ports = { RTMP_PORT: "0", MEDIA_HTTP_PORT: "0", MEDIA_CONTROL_PORT: "0", MEDIA_UDP_PORT: "0" };

const reason = hasFfmpeg ? whyNoStandardClient() : "ffmpeg isn't installed";
if (reason) process.stdout.write(`Skipped: a WHIP client that isn't ours (${reason}).\n`);

it.skipIf(reason !== null)("a WHIP client that isn't ours publishes, trickles and says goodbye", async () => {
  const app = await startFakeApp(MEDIA_SECRET, () => permit);
  const host = outsideAddress() ?? "";
  const config = readConfig({ ...ports, HOST: host, MEDIA_SECRET, APP_INTERNAL_URL: app.url });
  const server = await startMediaServer(config, createLog("silent"));
  const client = runStandardClient(`http://${host}:${server.ports.http}/whip`, KEY);
  try {
    const live = `http://${host}:${server.ports.http}/live/${permit.streamId}`;
    const playlist = async () => (await fetch(`${live}/source/media.m3u8`)).text();
    await vi.waitFor(async () => expect((await playlist()).match(/#EXTINF/g)).toHaveLength(3), patient);
    expect(await (await fetch(`${live}/index.m3u8`)).text()).toMatch(/CODECS="avc1[^"]*,opus"/);
    expect(await decode(`${live}/source/media.m3u8`, 2)).toBe("");
    expect(app.asked[0]).toMatchObject({ protocol: "whip", streamKey: KEY });
    await client.stop();
    await vi.waitFor(
      () => expect(app.events.at(-1)).toMatchObject({ type: "publish.lost", cause: "unpublished" }),
      patient,
    );
  } finally {
    await client.stop();
    await server.close(500);
    await app.close();
  }
});
