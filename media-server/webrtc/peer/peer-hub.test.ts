import { createSocket } from "node:dgram";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLog } from "../../log";
import { acceptOffer } from "../rtp-in/accept-offer";
import { parseOffer } from "../sdp/parse-offer";
import { rtpBytes } from "../testing/rtp-packets";
import { AUDIO_SECTION, sampleOffer, VIDEO_SECTION } from "../testing/sample-offer";
import { VIDEO_SSRC, VIDEO_TYPE, WhipClient } from "../testing/whip-client";
import type { Peer } from "./peer";
import { PeerHub } from "./peer-hub";

const patient = { timeout: 10_000, interval: 20 };
const options = {
  host: "127.0.0.1",
  port: 0,
  publicAddresses: [],
  maxPeers: 3,
  maxPeersPerAddress: 2,
  log: createLog("silent"),
};

let hub: PeerHub;
let clients: WhipClient[];
let happened: string[];

beforeEach(async () => {
  hub = await PeerHub.open(options);
  clients = [];
  happened = [];
});
afterEach(() => {
  for (const client of clients) client.close();
  hub.close();
});

function answer(text: string, address: string, silenceMs = 5_000) {
  const offer = parseOffer(text);
  return hub.answer({
    offer,
    accepted: acceptOffer(offer).accepted,
    address,
    silenceMs: () => silenceMs,
    events: {
      connected: () => happened.push("connected"),
      message: (mid, packet) => {
        happened.push(`${mid}:${packet.length}`);
        if (packet.length === 99) throw new Error("a bug of ours");
      },
      closed: (cause) => happened.push(cause),
    },
  });
}

/** A client's whole way in; nothing but its packets goes by the library. */
async function connect(silenceMs?: number): Promise<{ client: WhipClient; peer: Peer }> {
  const client = new WhipClient({ url: "http://127.0.0.1", streamKey: "" });
  clients.push(client);
  const peer = answer(client.offer, "a", silenceMs);
  if (typeof peer === "string") throw new Error(peer);
  client.connection.setRemoteDescription(peer.answer, "answer");
  await vi.waitFor(() => expect(peer.state).toBe("connected"), patient);
  return { client, peer };
}
const packet = (bytes: number) =>
  rtpBytes({ sequence: 1, payloadType: VIDEO_TYPE, ssrc: VIDEO_SSRC, payload: Buffer.alloc(bytes - 12) });

describe("peers on one port", () => {
  it("connect without a candidate of theirs, and both ways carry packets", async () => {
    const { client, peer } = await connect();
    expect(peer.remoteAddress).toMatch(/^127\.0\.0\.1:\d+$/);
    await vi.waitFor(() => {
      client.sendVideo(packet(40));
      expect(happened).toContain("1:40");
    }, patient);
    const nack = Buffer.from("81cd0003000000010000000000010000", "hex");
    nack.writeUInt32BE(VIDEO_SSRC, 8);
    expect(peer.send("1", nack)).toBe(true);
    await vi.waitFor(() => expect(client.seen.nacked).toBe(1), patient);
    expect(peer.send("9", nack)).toBe(false);
  });

  it("are closed when they fall silent, and forgotten", async () => {
    await connect(300);
    await vi.waitFor(() => expect(happened.at(-1)).toBe("silent"), patient);
    expect(hub.size).toBe(0);
  });

  it("are closed, not the process, when handling a packet fails", async () => {
    const { client } = await connect();
    await vi.waitFor(() => {
      client.sendVideo(packet(99));
      expect(happened.at(-1)).toBe("internal-error");
    }, patient);
    expect(hub.size).toBe(0);
  });

  it("are bounded in all and per address, and make room when they leave", () => {
    const offer = sampleOffer(AUDIO_SECTION, VIDEO_SECTION);
    const peers = [
      answer(offer, "a"),
      answer(offer, "a"),
      answer(offer, "a"),
      answer(offer, "b"),
      answer(offer, "c"),
    ];
    expect(peers.map((peer) => (typeof peer === "string" ? peer : "in"))).toEqual([
      "in",
      "in",
      "too-many-from-address",
      "in",
      "too-many-peers",
    ]);
    for (const peer of peers) if (typeof peer !== "string") peer.close("left");
    expect(happened).toEqual(["left", "left", "left"]);
    expect(typeof answer(offer, "a")).toBe("object");
  });

  it("leave with the hub, and nobody comes after it", async () => {
    await connect();
    hub.close();
    expect(happened.at(-1)).toBe("server-shutdown");
    expect(answer(sampleOffer(AUDIO_SECTION), "a")).toBe("too-many-peers");
  });

  it("need a free port, which is named when it isn't", async () => {
    const other = createSocket("udp4");
    await new Promise<void>((resolve) => other.bind(0, "127.0.0.1", resolve));
    const { port } = other.address();
    await expect(PeerHub.open({ ...options, port })).rejects.toMatchObject({ code: "EADDRINUSE", port });
    await expect(PeerHub.open({ ...options, port: hub.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    other.close();
  });
});
