import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { type PlaybackClaims, signPlaybackToken } from "../../lib/wire/playback-token";
import { signRequest } from "../../lib/wire/signed-request";
import type { StreamAccess, StreamSettings } from "../../lib/wire/stream-settings";
import { readConfig } from "../config";
import { createLog } from "../log";
import { type MediaServer, startMediaServer } from "../start-media-server";
import { type FakeApp, startFakeApp } from "../testing/fake-app";
import { type Encoder, encoderSettings, hasFfmpeg, runEncoder } from "../testing/run-encoder";
import { streamSettings } from "../testing/stream-settings";

const SECRET = "a-secret-of-at-least-32-characters";
const ID = "stream-0001";
const patient = { timeout: 25_000, interval: 50 };
const access = (revoked: string[] = [], epoch = 3): StreamAccess => ({ kind: "token", epoch, revoked });
const settings = (one: StreamAccess): StreamSettings => streamSettings({ record: true, access: one });

if (!hasFfmpeg) process.stdout.write("Skipped: protected streams (ffmpeg and ffprobe aren't installed).\n");

describe.skipIf(!hasFfmpeg)("a stream that isn't for everybody", () => {
  let app: FakeApp;
  let server: MediaServer;
  let encoder: Encoder;
  let dataDir: string;
  let good: string;
  /** Everything there is below the stream and its recording, as a viewer with a token finds it. */
  const media: string[] = [];

  beforeAll(async () => {
    app = await startFakeApp(SECRET, () => ({ allowed: true, streamId: ID, settings: settings(access()) }));
    dataDir = await mkdtemp(join(tmpdir(), "protected-"));
    const ports = { RTMP_PORT: "0", MEDIA_HTTP_PORT: "0", MEDIA_CONTROL_PORT: "0", MEDIA_UDP_PORT: "0" };
    const config = { ...ports, MEDIA_SECRET: SECRET, APP_INTERNAL_URL: app.url, DATA_DIR: dataDir };
    server = await startMediaServer(readConfig(config), createLog("silent"));
    good = await sign();
    encoder = runEncoder(
      encoderSettings.lowDelay,
      `rtmp://127.0.0.1:${server.ports.rtmp}/live/key-of-a-creator-0001`,
    );
    await vi.waitFor(async () => {
      media.length = 0;
      const live = await playlist("live");
      const replay = await playlist("replays");
      expect(live.join()).toMatch(/init-.*source\/\d+\.m4s.*source\/\d+\.\d+\.m4s/);
      expect(replay.join()).toMatch(/init-.*source\/\d+\.m4s/);
      media.push(...live, ...replay);
    }, patient);
  }, 40_000);
  afterAll(async () => {
    await encoder?.kill();
    await server?.close(1_000);
    await app?.close();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  });

  function sign(change: Partial<PlaybackClaims> = {}): Promise<string> {
    return signPlaybackToken(SECRET, {
      streamId: ID,
      viewer: "viewer-0001",
      grant: "grant-00001",
      scope: "watch",
      epoch: 3,
      issuedAt: Date.now(),
      expiresAt: Date.now() + 600_000,
      ...change,
    });
  }
  const pathOf = (area: string, token: string | null, rest: string) =>
    `/${area}/${ID}/${token === null ? "" : `~${token}/`}${rest}`;
  const get = (area: string, token: string | null, rest: string) => ask("GET", pathOf(area, token, rest));

  /** As a client without connection reuse; a standing answer counts when its head has come. */
  function ask(method: string, path: string): Promise<{ status: number; cache: string; text: string }> {
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port: server.ports.http, path, method, agent: false };
      const sent = httpRequest(options, (response) => {
        const answer = {
          status: response.statusCode ?? 0,
          cache: response.headers["cache-control"] ?? "",
          text: "",
        };
        const isStanding = response.headers["content-length"] === undefined && answer.status === 200;
        const done = () => {
          sent.destroy();
          resolve(answer);
        };
        if (isStanding) return done();
        response.setEncoding("latin1").on("data", (chunk: string) => (answer.text += chunk));
        response.on("end", done);
      });
      sent.on("error", (error) => reject(error)).end();
    });
  }

  async function playlist(area: "live" | "replays"): Promise<string[]> {
    const { text } = await get(area, good, "source/media.m3u8");
    const named = [...text.matchAll(/MAP:URI="([^"]+)"|^(\d[^\s]*\.m4s)$|PART:.*URI="([^"]+)"/gm)];
    const files = [/^init/, /^\d+\.m4s$/, /^\d+\.\d+\.m4s$/].flatMap(
      (kind) => named.flatMap(([, ...names]) => names.filter((name) => name && kind.test(name)))[0] ?? [],
    );
    const fixed = ["index.m3u8", "source/media.m3u8"];
    if (area === "live") fixed.push("manifest.mpd", "stream.flv", "renewal");
    return [...fixed, ...files.map((name) => `source/${name}`)].map((rest) => `${area} ${rest}`);
  }

  async function everywhere(token: string | null): Promise<string[]> {
    // Pictures come later than the first part, or not at all: whoever is refused never learns.
    const pictures = token === good ? [] : ["live poster.jpg", "replays storyboard.vtt", "live dash/time"];
    const answers = [...media, ...pictures].map(async (place) => {
      const [area = "", rest = ""] = place.split(" ");
      const { status, text } = await get(area, token, rest);
      return `${status} ${status >= 400 ? JSON.parse(text).error : ""}`.trim();
    });
    const whep = await Promise.all(
      [
        ["POST", "whep"],
        ["PATCH", "whep/session-0001"],
        ["DELETE", "whep/session-0001"],
      ].map(async ([method = "", rest = ""]) => {
        const { status, text } = await ask(method, pathOf("live", token, rest));
        return status === 401 || status === 403 ? `${status} ${JSON.parse(text).error}` : "200";
      }),
    );
    return [...new Set([...(await Promise.all(answers)), ...whep, await upgrade(token)])];
  }

  /** The FLV address, spoken as WebSocket. */
  function upgrade(token: string | null): Promise<string> {
    const path = pathOf("live", token, "stream.flv");
    const socket = new WebSocket(`ws://127.0.0.1:${server.ports.http}${path}`);
    return new Promise((resolve) => {
      socket.on("open", () => {
        socket.terminate();
        resolve("200");
      });
      socket.on("unexpected-response", (_request, response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve(`${response.statusCode} ${JSON.parse(text).error}`));
      });
      socket.on("error", () => {});
    });
  }

  async function apply(one: StreamAccess): Promise<void> {
    const path = `/control/v1/streams/${ID}/settings`;
    const body = JSON.stringify(settings(one));
    const headers = await signRequest(SECRET, { method: "PUT", path, body }, Date.now());
    const url = `http://127.0.0.1:${server.ports.control}${path}`;
    expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(204);
  }

  it("gives everything to a good token, and lets no cache keep it", async () => {
    expect(new Set(await everywhere(good))).toEqual(new Set(["200", "204"]));
    for (const place of media) {
      const [area = "", rest = ""] = place.split(" ");
      const { cache } = await get(area, good, rest);
      expect([place, cache]).toEqual([place, expect.stringContaining("no-store")]);
      expect(cache).not.toContain("public");
    }
  });

  it.each<[string, () => Promise<string | null>, string]>([
    ["no token", async () => null, "401 token-missing"],
    ["another stream's", () => sign({ streamId: "stream-0002" }), "403 token-foreign"],
    ["an expired one", () => sign({ expiresAt: Date.now() - 1000 }), "403 token-expired"],
    ["one of an earlier epoch", () => sign({ epoch: 2 }), "403 token-revoked"],
    ["half of one", async () => good.slice(0, good.length / 2), "403 token-malformed"],
  ])("gives nothing at all to %s", async (_name, make, answer) => {
    expect(await everywhere(await make())).toEqual([answer]);
  });

  it("gives the whole file only to a token for downloads", async () => {
    expect((await get("replays", good, "download.mp4")).status).toBe(403);
    const { status } = await ask(
      "HEAD",
      pathOf("replays", await sign({ scope: "download" }), "download.mp4"),
    );
    expect([200, 409]).toContain(status);
  });

  it("lets browsers ask beforehand, and tells them why they are refused", async () => {
    const { status } = await ask("OPTIONS", pathOf("live", null, "whep"));
    expect(status).toBe(204);
  });

  it("hangs up on whoever is turned out, live and replay, at once", async () => {
    const guest = await sign({ viewer: "viewer-0002", grant: "grant-00002" });
    const standing = new WebSocket(
      `ws://127.0.0.1:${server.ports.http}${pathOf("live", guest, "stream.flv")}`,
    );
    let closed = false;
    standing.on("close", () => {
      closed = true;
    });
    await vi.waitFor(() => expect(standing.readyState).toBe(WebSocket.OPEN), patient);
    await apply(access(["grant-00002"]));
    await vi.waitFor(() => expect(closed).toBe(true), patient);
    await vi.waitFor(async () => expect(await everywhere(guest)).toEqual(["403 token-revoked"]), patient);
    expect((await get("live", good, "index.m3u8")).status).toBe(200);
    await apply(access([], 4));
    expect((await get("live", good, "index.m3u8")).status).toBe(403);
    await apply(access());
  });

  it("closes a standing connection when its token expires, unless its viewer brings a newer one", async () => {
    const soon = { issuedAt: Date.now(), expiresAt: Date.now() + 3_000 };
    const connect = async (viewer: string) => {
      const token = await sign({ viewer, ...soon });
      const socket = new WebSocket(
        `ws://127.0.0.1:${server.ports.http}${pathOf("live", token, "stream.flv")}`,
      );
      const end = { closed: false };
      socket.on("close", () => {
        end.closed = true;
      });
      await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.OPEN), patient);
      return { socket, end };
    };
    const [stays, goes] = [await connect("viewer-0003"), await connect("viewer-0004")];
    expect((await get("live", await sign({ viewer: "viewer-0003" }), "renewal")).status).toBe(204);
    await vi.waitFor(() => expect(goes.end.closed).toBe(true), patient);
    expect(stays.end.closed).toBe(false);
    stays.socket.terminate();
  });
});
