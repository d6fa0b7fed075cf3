import { setTimeout as delay } from "node:timers/promises";
import { Audio, PeerConnection, type Track, Video } from "node-datachannel";
import type { LoadTally } from "./hls-viewer";

const LOOK_EVERY_MS = 250;
const REPORT_EVERY_MS = 1_000;
const CONNECT_MS = 10_000;
const ASK_AGAIN_MS = 500;
/** Longer than an encoder's pause in the soak: silence past this is an error. */
const MAX_SILENCE_MS = 20_000;
const VIDEO_TYPE = 102;
const AUDIO_TYPE = 111;
const VIDEO_FORMAT = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";

/** What viewers over WebRTC did, next to what all viewers did. */
export interface WhepTally extends LoadTally {
  connected?: number;
}

/**
 * One viewer over WebRTC (WHEP) until `hasLeft`: takes packets and reports, decodes nothing. A refused offer, no
 * connection, an early end and a long silence are errors.
 */
export async function watchWhep(url: string, tally: WhepTally, hasLeft: () => boolean): Promise<void> {
  const connection = new PeerConnection("viewer", { iceServers: [], disableAutoNegotiation: true });
  let resource: string | null = null;
  try {
    const heard = receive(connection, tally);
    const opened = await postOffer(url, await localOffer(connection), hasLeft);
    if (!opened) return;
    resource = opened.resource;
    connection.setRemoteDescription(opened.answer, "answer");
    await follow(connection, heard, tally, hasLeft);
  } catch (error) {
    if (!hasLeft()) tally.errors.push(`whep: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    connection.close();
    if (resource) await fetch(resource, { method: "DELETE" }).catch(() => undefined);
  }
}

interface Heard {
  lastAt: number;
  readonly tracks: readonly HeardTrack[];
}

interface HeardTrack {
  readonly track: Track;
  ssrc: number;
  highest: number;
}

function receive(connection: PeerConnection, tally: LoadTally): Heard {
  const heard = { lastAt: performance.now(), tracks: [] as HeardTrack[] };
  const video = new Video("0", "RecvOnly");
  video.addVideoCodec(VIDEO_TYPE, "H264", VIDEO_FORMAT);
  const audio = new Audio("1", "RecvOnly");
  audio.addOpusCodec(AUDIO_TYPE);
  for (const media of [video, audio]) {
    const mine: HeardTrack = { track: connection.addTrack(media), ssrc: 0, highest: 0 };
    mine.track.onMessage((packet) => {
      tally.bytes += packet.length;
      heard.lastAt = performance.now();
      const type = packet[1] ?? 0;
      // Types of RTCP (RFC 5761 §4) have no sequence number.
      if (packet.length < 12 || (type >= 192 && type <= 223)) return;
      mine.ssrc = packet.readUInt32BE(8);
      mine.highest = packet.readUInt16BE(2);
    });
    heard.tracks.push(mine);
  }
  return heard;
}

async function localOffer(connection: PeerConnection): Promise<string> {
  connection.setLocalDescription("offer");
  const sdp = connection.localDescription()?.sdp;
  if (!sdp) throw new Error("no offer");
  return sdp;
}

/** As a player: while there is no picture, because the publisher is away, it asks again. Null when it left first. */
async function postOffer(
  url: string,
  body: string,
  hasLeft: () => boolean,
): Promise<{ answer: string; resource: string | null } | null> {
  const headers = { "content-type": "application/sdp" };
  while (!hasLeft()) {
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(url, { method: "POST", headers, body, signal });
    const answer = await response.text();
    const location = response.headers.get("location");
    if (response.status === 201) return { answer, resource: location && new URL(location, url).href };
    if (response.status !== 409) throw new Error(`${response.status} ${answer.slice(0, 200)}`);
    await delay(ASK_AGAIN_MS);
  }
  return null;
}

function follow(
  connection: PeerConnection,
  heard: Heard,
  tally: WhepTally,
  hasLeft: () => boolean,
): Promise<void> {
  const startedAt = performance.now();
  let reportedAt = startedAt;
  let isConnected = false;
  return new Promise((resolve, reject) => {
    const finish = (error?: Error) => {
      clearInterval(timer);
      if (error) reject(error);
      else resolve();
    };
    const timer = setInterval(() => {
      const now = performance.now();
      const state = connection.state();
      if (hasLeft()) return finish();
      if (!isConnected && state === "connected") {
        isConnected = true;
        tally.connected = (tally.connected ?? 0) + 1;
      }
      if (state === "failed" || state === "closed" || state === "disconnected")
        return finish(new Error(state));
      if (!isConnected && now - startedAt > CONNECT_MS) return finish(new Error("not connected in time"));
      if (now - heard.lastAt > MAX_SILENCE_MS) return finish(new Error("silence"));
      if (isConnected && now - reportedAt >= REPORT_EVERY_MS) {
        reportedAt = now;
        for (const one of heard.tracks) report(one);
      }
    }, LOOK_EVERY_MS);
  });
}

/** A receiver report (RFC 3550 §6.4.2) that lacks nothing. */
function report({ track, ssrc, highest }: HeardTrack): void {
  if (!track.isOpen()) return;
  const packet = Buffer.alloc(ssrc ? 32 : 8);
  packet.writeUInt16BE(ssrc ? 0x81c9 : 0x80c9, 0);
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
  packet.writeUInt32BE(1, 4);
  if (ssrc) {
    packet.writeUInt32BE(ssrc, 8);
    packet.writeUInt32BE(highest, 16);
  }
  track.sendMessageBinary(packet);
}
