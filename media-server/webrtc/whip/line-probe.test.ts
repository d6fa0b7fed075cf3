import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { signProbeToken } from "../../../lib/wire/probe-token";
import { createLog } from "../../log";
import { PeerHub } from "../peer/peer-hub";
import { AUDIO_SECTION, sampleOffer, VIDEO_SECTION } from "../testing/sample-offer";
import { createProbe } from "./line-probe";

const SECRET = "a-secret-of-at-least-32-characters";
const NOW = 1_790_000_000_000;
const OFFER = sampleOffer(AUDIO_SECTION, VIDEO_SECTION);

let hub: PeerHub;
let server: Server;
let url: string;

beforeEach(async () => {
  const log = createLog("silent");
  const caps = { maxPeers: 40, maxPeersPerAddress: 40 };
  hub = await PeerHub.open({ host: "127.0.0.1", port: 0, publicAddresses: [], ...caps, log });
  const probe = createProbe({
    secret: SECRET,
    peers: hub,
    now: () => NOW,
    iceLinks: () => [],
    trustsProxy: false,
    log,
  });
  server = createServer((request, response) => {
    if (!probe.route(request, response, request.url ?? "")) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/probe`;
});
afterEach(async () => {
  hub.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function ask(token: string): Promise<Response> {
  const headers = { "content-type": "application/sdp", authorization: `Bearer ${token}` };
  return fetch(url, { method: "POST", headers, body: OFFER });
}
const tokenFor = (streamId: string) => signProbeToken(SECRET, { streamId, expiresAt: NOW + 60_000 });

test("whoever has a token may try their line out; nobody else", async () => {
  const token = await tokenFor("stream-0001");
  const answer = await ask(token);
  expect(answer.status).toBe(201);
  expect(answer.headers.get("location")).toMatch(/^\/probe\/[\w-]{24}$/);
  expect((await ask(`z${token.slice(1)}`)).status).toBe(401);
  expect((await ask("key-of-a-creator-0001")).status).toBe(401);
  expect(hub.size).toBe(1);
});

test("how much arrived is told to whoever sends it, and to nobody else", async () => {
  const get = (token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const token = await tokenFor("stream-0001");
  expect((await get(token)).status).toBe(404);
  await ask(token);
  const answer = await get(token);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(await answer.json()).toEqual({ receivedKbps: 0 });
  expect((await get(await tokenFor("stream-0002"))).status).toBe(404);
  expect((await get(`z${token.slice(1)}`)).status).toBe(401);
  expect((await fetch(url)).status).toBe(401);
});

test("a stream has one probe at a time: the newest", async () => {
  const token = await tokenFor("stream-0001");
  for (let count = 0; count < 3; count++) expect((await ask(token)).status).toBe(201);
  expect(hub.size).toBe(1);
});

test("probes leave room for publishers and viewers", async () => {
  const answers = [];
  for (let count = 0; count < 18; count++)
    answers.push((await ask(await tokenFor(`stream-${count + 100}`))).status);
  expect(answers).toEqual([...Array(16).fill(201), 409, 409]);
  expect(hub.size).toBe(16);
});
