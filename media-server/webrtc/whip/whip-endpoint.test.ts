import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PublishVerdict } from "../../../lib/wire/publish";
import type { MediaSink, Publisher } from "../../media";
import { permit } from "../../testing/serve-test-streams";
import { iceLinks } from "../ice-links";
import { PeerHub } from "../peer/peer-hub";
import { AUDIO_SECTION, changed, sampleOffer, VIDEO_SECTION } from "../testing/sample-offer";
import { createWhip } from "./whip-endpoint";

const KEY = "key-of-a-creator-0001";
const OFFER = sampleOffer(AUDIO_SECTION, VIDEO_SECTION);
const SDP = { "content-type": "application/sdp" };
const FRAGMENT = { "content-type": "application/trickle-ice-sdpfrag" };
const REASONS: Record<string, PublishVerdict> = {
  "revoked-key-0000": { allowed: false, reason: "revoked-key" },
  "suspended-key-00": { allowed: false, reason: "suspended" },
  "ended-key-000000": { allowed: false, reason: "stream-ended" },
};

let hub: PeerHub;
let server: Server;
let base: string;
let publishers: Publisher[];
let closed: string[];
let logged: string;
let asked: string[];
let maxPeers = 3;

beforeEach(async () => {
  publishers = [];
  closed = [];
  asked = [];
  logged = "";
  const note = (details: object, message?: string) => {
    logged += JSON.stringify(details) + message;
  };
  // Of a pino logger these are the parts that are used.
  const log = { debug: note, info: note, warn: note, error: note } as unknown as Parameters<
    typeof createWhip
  >[0]["log"];
  const caps = { maxPeers, maxPeersPerAddress: 2 };
  hub = await PeerHub.open({ host: "127.0.0.1", port: 0, publicAddresses: ["203.0.113.7"], ...caps, log });
  const whip = createWhip({
    peers: hub,
    authorize: async ({ streamKey }) => {
      asked.push(streamKey);
      if (streamKey === "no-answer-key-00") throw new Error("away");
      if (streamKey.startsWith(KEY.slice(0, -1)))
        return { ...permit, streamId: `stream-${streamKey.slice(-4)}` };
      return REASONS[streamKey] ?? { allowed: false, reason: "unknown-key" };
    },
    openSink: ({ streamId }, publisher) => {
      if (streamId === "stream-0009") return null;
      publishers.push(publisher);
      return sink();
    },
    iceLinks: () =>
      iceLinks(["stun:stun.example.org", "turn:turn.example.org?transport=tcp"], "t".repeat(20), 0),
    trustsProxy: false,
    log,
  });
  server = createServer((request, response) => {
    if (!whip.route(request, response, request.url ?? "")) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  hub.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  maxPeers = 3;
});

function sink(): MediaSink {
  const nothing = () => {};
  return {
    videoConfig: nothing,
    audioConfig: nothing,
    video: nothing,
    audio: nothing,
    unsupported: nothing,
    close: (cause) => closed.push(cause),
  };
}
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const post = (key: string | null, body: string = OFFER, headers: Record<string, string> = SDP) =>
  fetch(`${base}/whip`, { method: "POST", headers: { ...headers, ...(key ? bearer(key) : {}) }, body });
const call = (path: string, method: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
async function refusal(answer: Promise<Response>) {
  const response = await answer;
  return `${response.status} ${(await response.json()).error}`;
}
async function session(key = KEY) {
  const response = await post(key);
  expect(response.status).toBe(201);
  return { path: response.headers.get("location") ?? "", etag: response.headers.get("etag") ?? "", response };
}

describe("POST /whip", () => {
  it("answers with SDP, an address of its own, and where to call, the public address first", async () => {
    const { response, path, etag } = await session();
    expect(path).toMatch(/^\/whip\/[\w-]{24}$/);
    expect(response.headers.get("content-type")).toBe("application/sdp");
    expect(response.headers.get("accept-patch")).toBe("application/trickle-ice-sdpfrag");
    const answer = await response.text();
    expect(etag).toBe(`"${/a=ice-ufrag:(.+)/.exec(answer)?.[1]?.trim()}"`);
    const candidates = [...answer.matchAll(/a=candidate:\S+ 1 UDP \d+ (\S+) (\d+)/g)].slice(0, 2);
    expect(candidates.map(([, address, port]) => `${address}:${port}`)).toEqual([
      `203.0.113.7:${hub.port}`,
      `127.0.0.1:${hub.port}`,
    ]);
    const links = response.headers.get("link") ?? "";
    expect(links).toContain('<stun:stun.example.org>; rel="ice-server"');
    expect(links).toMatch(
      /<turn:turn.example.org\?transport=tcp>; rel="ice-server"; username="7200:viewer"; cred/,
    );
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each([
    ["without a key", null, "401 no-token"],
    ["with something that can't be one", "short", "401 malformed-key"],
    ["with an unknown key", "unknown-key-0000", "401 unknown-key"],
    ["with a revoked key", "revoked-key-0000", "401 revoked-key"],
    ["with a suspended creator's key", "suspended-key-00", "403 suspended"],
    ["with an ended stream's key", "ended-key-000000", "403 stream-ended"],
    ["beside another publisher", "key-of-a-creator-0009", "409 already-publishing"],
    ["while the app is away", "no-answer-key-00", "503 unavailable"],
  ])("%s is refused", async (_what, key, expected) => {
    expect(await refusal(post(key))).toBe(expected);
    expect(hub.size).toBe(0);
    expect(publishers).toEqual([]);
  });

  it.each([
    ["garbage", "\0\0\0", SDP, "400 malformed-sdp"],
    [
      "VP8 only",
      sampleOffer(changed(VIDEO_SECTION, /^a=(rtpmap|fmtp|rtcp-fb):10.*/)),
      SDP,
      "406 video-codec-unsupported",
    ],
    ["another type", OFFER, { "content-type": "application/json" }, "415 wrong-content-type"],
    ["too much", `${OFFER}${"a=x\r\n".repeat(20_000)}`, SDP, "413 body-too-large"],
  ])("of %s is refused", async (_what, body, headers, expected) => {
    expect(await refusal(post(KEY, body, headers))).toBe(expected);
    expect(hub.size).toBe(0);
  });

  it("with wrong keys is soon not even asked about; a key that was right is", async () => {
    await session();
    for (let index = 0; index < 12; index++) await post(`unknown-key-00${index + 10}`);
    expect(await refusal(post("unknown-key-9999"))).toBe("429 rate-limited");
    expect(asked).toHaveLength(11);
    await session();
  });

  it("is bounded in all and per address", async () => {
    await session("key-of-a-creator-0001");
    await session("key-of-a-creator-0002");
    expect(await refusal(post("key-of-a-creator-0003"))).toBe("429 too-many-from-address");
  });

  it("that never ends is cut off, and its connection with it", async () => {
    const socket = connect(Number(new URL(base).port), "127.0.0.1");
    const heard: Buffer[] = [];
    socket.on("data", (chunk) => heard.push(chunk));
    const gone = new Promise((resolve) => socket.once("close", resolve));
    socket.write(
      `POST /whip HTTP/1.1\r\nhost: x\r\ncontent-type: application/sdp\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    for (let index = 0; index < 20; index++) socket.write(`2000\r\n${"v".repeat(0x2000)}\r\n`);
    await gone;
    expect(Buffer.concat(heard).toString()).toMatch(/^HTTP\/1.1 413 /);
  });

  it("leaves no key in the log", async () => {
    await session();
    await post("unknown-key-0000");
    expect(logged).toContain("publish refused");
    expect(logged).not.toMatch(new RegExp(`${KEY}|unknown-key-0000`));
  });
});

describe("a session", () => {
  it("takes candidates for the current ICE session only", async () => {
    const { path, etag } = await session();
    const fragment =
      "a=ice-ufrag:8dd4\r\na=ice-pwd:x\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\n";
    const patch = (headers: Record<string, string>, body = fragment) =>
      call(path, "PATCH", { ...FRAGMENT, ...bearer(KEY), ...headers }, body);
    expect((await patch({ "if-match": etag })).status).toBe(204);
    expect(await refusal(patch({}))).toBe("428 if-match-required");
    expect(await refusal(patch({ "if-match": '"old"' }))).toBe("412 stale-ice-session");
    expect(await refusal(patch({ "if-match": etag }, "no fragment"))).toBe("400 malformed-fragment");
    expect(await refusal(patch({ "if-match": "*" }, fragment.replace("8dd4", "new1")))).toBe(
      "422 ice-restart-unsupported",
    );
    expect(await refusal(patch({ "if-match": etag, ...SDP }))).toBe("415 wrong-content-type");
    expect(closed).toEqual([]);
  });

  it("is ended by whoever opened it, and by nobody else", async () => {
    const { path } = await session();
    expect(await refusal(call(path, "DELETE"))).toBe("401 no-token");
    expect(await refusal(call(path, "DELETE", bearer("key-of-somebody-else")))).toBe("403 foreign-token");
    expect(await refusal(call(`/whip/${"x".repeat(24)}`, "DELETE", bearer(KEY)))).toBe("404 unknown-session");
    expect(closed).toEqual([]);
    expect((await call(path, "DELETE", bearer(KEY))).status).toBe(200);
    expect(closed).toEqual(["unpublished"]);
    expect(await refusal(call(path, "DELETE", bearer(KEY)))).toBe("404 unknown-session");
    expect(hub.size).toBe(0);
  });

  it("is ended by its stream, or with the server", async () => {
    await session("key-of-a-creator-0001");
    await session("key-of-a-creator-0002");
    publishers[0]?.disconnect("key-rotated");
    hub.close();
    await vi.waitFor(() => expect(closed).toEqual(["key-rotated", "server-shutdown"]));
  });

  it.each([
    ["/whip", "GET", "405 method-not-allowed", "OPTIONS, POST"],
    ["/whip", "DELETE", "405 method-not-allowed", "OPTIONS, POST"],
    [`/whip/${"x".repeat(24)}`, "POST", "405 method-not-allowed", "OPTIONS, PATCH, DELETE"],
  ])("%s knows no %s", async (path, method, expected, allowed) => {
    const response = await call(path, method);
    expect(response.headers.get("allow")).toBe(allowed);
    expect(`${response.status} ${(await response.json()).error}`).toBe(expected);
  });

  it("tells browsers what they may ask", async () => {
    const endpoint = await call("/whip", "OPTIONS");
    expect([endpoint.status, endpoint.headers.get("accept-post")]).toEqual([204, "application/sdp"]);
    expect(endpoint.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(endpoint.headers.get("link")).toBeNull();
    const resource = await call(`/whip/${"x".repeat(24)}`, "OPTIONS");
    expect(resource.headers.get("access-control-allow-methods")).toBe("OPTIONS, PATCH, DELETE");
  });
});
