import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signPlaybackToken } from "../../../lib/wire/playback-token";
import type { StreamAccess } from "../../../lib/wire/stream-settings";
import { guardArea } from "../../access/guarded-area";
import { PlaybackGate } from "../../access/playback-gate";
import { createLog } from "../../log";
import { openArea, servePublic } from "../../public-routes";
import { rtpPacket, rtpVideoConfig, testFeed } from "../../testing/rtp-feed";
import { postOffer, type WhepViewer, watchByWhep, whepViewer } from "../../testing/whep-viewer";
import { PeerHub } from "../peer/peer-hub";
import { serveWhep } from "./serve-whep";
import { WhepSessions } from "./whep-sessions";
import type { WhepSource } from "./whep-source";

const SECRET = "a-secret-of-at-least-32-characters-1";
const ID = "stream-0001";
const closed: StreamAccess = { kind: "token", epoch: 1, revoked: [] };
const patient = { timeout: 10_000, interval: 20 };

interface Source extends WhepSource {
  settings: { access: StreamAccess };
  endedAt: number | null;
}

let hub: PeerHub;
let server: Server;
let sessions: WhepSessions;
let source: Source;
let feed: ReturnType<typeof testFeed>;
let base: string;
const viewers: WhepViewer[] = [];

beforeEach(async () => {
  hub = await PeerHub.open({
    host: "127.0.0.1",
    port: 0,
    publicAddresses: [],
    maxPeers: 20,
    maxPeersPerAddress: 4,
    log: createLog("silent"),
  });
  feed = testFeed({ now: () => performance.now() });
  source = {
    id: ID,
    rtp: feed.feed,
    settings: { access: { kind: "open" } },
    endedAt: null,
    served: () => undefined,
  };
  const gate = new PlaybackGate(SECRET, Date.now);
  const toGuarded = (one: WhepSource) => ({ id: one.id, access: one.settings.access });
  sessions = new WhepSessions({
    peers: hub,
    limits: { maxViewers: 10, maxViewersPerStream: 3 },
    staysAdmitted: (one, token) => gate.standingRefusal(toGuarded(one), token) === null,
  });
  const iceLinks = () => ['<stun:stun.example.org>; rel="ice-server"'];
  const area = {
    name: "live",
    find: (id: string) => (id === ID ? source : undefined),
    ...guardArea(gate, toGuarded),
    served: () => undefined,
    routes: [serveWhep({ sessions, trustsProxy: false, iceLinks })],
  };
  server = createServer(servePublic([openArea(area)]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/${ID}`;
});
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.close();
  feed.feed.ended();
  hub.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function goLive(): void {
  feed.feed.videoConfig(rtpVideoConfig);
  feed.feed.packet(rtpPacket(1, 0, { startsKeyFrame: true }));
}

async function watch(url = `${base}/whep`) {
  const viewer = await watchByWhep(url);
  viewers.push(viewer);
  return viewer;
}

function offer(): string {
  const viewer = whepViewer();
  viewers.push(viewer);
  return viewer.offer;
}

const errorOf = async (response: Response) => [response.status, (await response.json()).error];

describe("WHEP", () => {
  it("answers an offer with what it will send, and a session that only its address opens", async () => {
    goLive();
    const response = await postOffer(`${base}/whep`, offer());
    const answer = await response.text();
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toBe("application/sdp");
    expect(response.headers.get("location")).toMatch(/^\/live\/stream-0001\/whep\/[\w-]{24}$/);
    expect(response.headers.get("etag")).toMatch(/^".+"$/);
    expect(response.headers.get("link")).toContain("stun.example.org");
    expect(response.headers.get("access-control-expose-headers")).toContain("location");
    const { video, audio } = feed.feed.tracks;
    for (const line of [
      "a=sendonly",
      "a=rtpmap:102 H264/90000",
      "a=rtpmap:103 rtx/90000",
      "a=fmtp:103 apt=102",
      `a=ssrc-group:FID ${video.ssrc} ${video.rtxSsrc}`,
      `a=ssrc:${audio.ssrc} cname:live`,
      "a=rtcp-fb:102 nack pli",
    ])
      expect(answer.split("\r\n")).toContain(line);
  });

  it("sends what is published, to each viewer, until it leaves; then its place is free", async () => {
    goLive();
    const [first, second] = [await watch(), await watch()];
    await vi.waitFor(() => {
      for (const viewer of [first, second]) expect(viewer.connection.state()).toBe("connected");
    }, patient);
    feed.feed.packet(rtpPacket(2, 3_000, { startsKeyFrame: true, bytes: 900 }));
    feed.feed.packet(rtpPacket(7, 960, { kind: "audio" }));
    for (const viewer of [first, second]) {
      await vi.waitFor(() => expect(viewer.packets.map(({ kind }) => kind)).toContain("audio"), patient);
      const picture = viewer.packets.find(({ payload }) => payload.length === 900);
      expect(picture).toMatchObject({ ssrc: feed.feed.tracks.video.ssrc, payloadType: 102, marker: true });
    }
    const gone = await fetch(first.resource, { method: "DELETE", keepalive: true });
    expect(gone.status).toBe(200);
    expect(sessions.count).toBe(1);
    expect(feed.feed.viewerCount).toBe(1);
    expect((await fetch(first.resource, { method: "DELETE" })).status).toBe(404);
  });

  it("lets browsers ask from any page", async () => {
    const response = await fetch(`${base}/whep`, { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toContain("POST");
    expect(response.headers.get("accept-post")).toBe("application/sdp");
  });

  it("takes candidates for a session of this stream, and of no other", async () => {
    goLive();
    const { resource } = await watch();
    const patch = (url: string, tag = "*") =>
      fetch(url, {
        method: "PATCH",
        headers: { "content-type": "application/trickle-ice-sdpfrag", "if-match": tag },
        body: "a=end-of-candidates\r\n",
      });
    expect((await patch(resource)).status).toBe(204);
    expect((await patch(resource, '"other"')).status).toBe(412);
    expect(await errorOf(await patch(`${base}/whep/unknown-session-000000`))).toEqual([
      404,
      "unknown-session",
    ]);
    source = { ...source, id: "stream-0002" };
    expect((await patch(resource)).status).toBe(404);
  });

  it("ends with the stream", async () => {
    goLive();
    await watch();
    await vi.waitFor(() => expect(feed.feed.viewerCount).toBe(1), patient);
    feed.feed.ended();
    expect(sessions.count).toBe(0);
    expect(hub.size).toBe(0);
  });
});

describe("WHEP refuses", () => {
  it("a stream that has no picture yet, none that WebRTC carries, or none any more", async () => {
    expect(await errorOf(await postOffer(`${base}/whep`, offer()))).toEqual([409, "not-started"]);
    feed.feed.videoConfig(rtpVideoConfig);
    const data = Buffer.from("0000000165", "hex");
    feed.feed.video({ dtsMs: 0, compositionOffsetMs: 66, isKeyFrame: true, data });
    expect(await errorOf(await postOffer(`${base}/whep`, offer()))).toEqual([406, "b-frames"]);
    feed.feed.unsupported("video");
    expect(await errorOf(await postOffer(`${base}/whep`, offer()))).toEqual([406, "unsupported-codec"]);
    source.endedAt = 1;
    expect(await errorOf(await postOffer(`${base}/whep`, offer()))).toEqual([404, "offline"]);
  });

  it("offers that it can't read, or can't answer", async () => {
    goLive();
    const good = offer();
    const post = async (body: string, type?: string) => errorOf(await postOffer(`${base}/whep`, body, type));
    expect((await post("no session description"))[0]).toBe(400);
    expect((await post(""))[0]).toBe(400);
    expect((await post(good.slice(0, good.length / 2)))[0]).toBe(400);
    expect(await post(good.replaceAll("H264", "VP8"))).toEqual([406, "no-common-codec"]);
    expect(await post(good.replaceAll("packetization-mode=1", "packetization-mode=0"))).toEqual([
      406,
      "no-common-codec",
    ]);
    expect(await post(good.replaceAll("a=recvonly", "a=sendonly"))).toEqual([406, "no-common-codec"]);
    expect(await post(good, "text/plain")).toEqual([415, "wrong-content-type"]);
    expect(await post("v=0\r\n".padEnd(70_000, "a"))).toEqual([413, "body-too-large"]);
    expect(await errorOf(await fetch(`${base}/whep`, { method: "PUT", body: "" }))).toEqual([
      405,
      "method-not-allowed",
    ]);
    expect(sessions.count).toBe(0);
    expect(hub.size).toBe(0);
  });

  it("whoever may not fetch the stream, and turns out who no longer may", async () => {
    goLive();
    source.settings = { access: closed };
    const sign = (change = {}, secret = SECRET) =>
      signPlaybackToken(secret, {
        streamId: ID,
        viewer: "viewer-0001",
        grant: null,
        scope: "watch",
        epoch: 1,
        issuedAt: Date.now(),
        expiresAt: Date.now() + 60_000,
        ...change,
      });
    const post = (token: string) => postOffer(`${base}/~${token}/whep`, offer());
    expect(await errorOf(await postOffer(`${base}/whep`, offer()))).toEqual([401, "token-missing"]);
    expect(await errorOf(await post(await sign({ expiresAt: Date.now() - 1_000 })))).toEqual([
      403,
      "token-expired",
    ]);
    expect(await errorOf(await post(await sign({ streamId: "stream-0002" })))).toEqual([
      403,
      "token-foreign",
    ]);
    expect(await errorOf(await post(await sign({}, `${SECRET}x`)))).toEqual([403, "token-foreign"]);
    const { resource } = await watch(`${base}/~${await sign()}/whep`);
    expect(resource).toContain("/~");
    sessions.recheck();
    expect(sessions.count).toBe(1);
    source.settings = { access: { ...closed, revoked: ["viewer-0001"] } };
    sessions.recheck();
    expect(sessions.count).toBe(0);
    expect(hub.size).toBe(0);
  });

  it("more viewers than a stream, the server or an address may have, whatever they try", async () => {
    goLive();
    const sdp = offer();
    const answers = await Promise.all(Array.from({ length: 200 }, () => postOffer(`${base}/whep`, sdp)));
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(refused).toHaveLength(197);
    expect(refused[0]?.headers.get("retry-after")).toBe("5");
    expect(await refused[0]?.json()).toEqual({ error: "too-many-viewers" });
    expect([sessions.count, hub.size]).toEqual([3, 3]);
    source = { ...source };
    expect((await postOffer(`${base}/whep`, sdp)).status).toBe(201);
    expect(await errorOf(await postOffer(`${base}/whep`, sdp))).toEqual([503, "too-many-from-address"]);
  });
});
