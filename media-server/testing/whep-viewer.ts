import { Audio, PeerConnection, type Track, Video } from "node-datachannel";

export interface ReceivedPacket {
  readonly kind: "video" | "audio";
  readonly ssrc: number;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  /** Without header and extensions. */
  readonly payload: Buffer;
}

export interface WhepViewer {
  readonly connection: PeerConnection;
  readonly packets: ReceivedPacket[];
  readonly reports: Buffer[];
  readonly offer: string;
  /** Sends RTCP. */
  tell(kind: "video" | "audio", packet: Buffer): void;
  close(): void;
}

const VIDEO_FORMAT = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f";

/** A viewer that takes packets and decodes nothing. Its offer is ready to be sent; `accept` the answer to connect. */
export function whepViewer(): WhepViewer & { accept(answer: string): void } {
  const connection = new PeerConnection("viewer", { iceServers: [], disableAutoNegotiation: true });
  const video = new Video("0", "RecvOnly");
  video.addVideoCodec(102, "H264", VIDEO_FORMAT);
  video.addRTXCodec(103, 102, 90_000);
  const audio = new Audio("1", "RecvOnly");
  audio.addOpusCodec(111);
  const packets: ReceivedPacket[] = [];
  const reports: Buffer[] = [];
  const take = (kind: "video" | "audio", packet: Buffer) => {
    const type = packet[1] ?? 0;
    if (type >= 192 && type <= 223) reports.push(packet);
    else packets.push({ kind, ...readRtp(packet) });
  };
  const tracks: Record<"video" | "audio", Track> = {
    video: connection.addTrack(video),
    audio: connection.addTrack(audio),
  };
  tracks.video.onMessage((packet) => take("video", packet));
  tracks.audio.onMessage((packet) => take("audio", packet));
  connection.setLocalDescription("offer");
  return {
    connection,
    packets,
    reports,
    offer: connection.localDescription()?.sdp ?? "",
    accept: (answer) => connection.setRemoteDescription(answer, "answer"),
    tell: (kind, packet) => void tracks[kind].sendMessageBinary(packet),
    close: () => connection.close(),
  };
}

/** Posts the offer, and connects when it is answered. */
export async function watchByWhep(url: string): Promise<WhepViewer & { readonly resource: string }> {
  const viewer = whepViewer();
  const response = await postOffer(url, viewer.offer);
  const answer = await response.text();
  if (response.status !== 201) {
    viewer.close();
    throw new Error(`${response.status} ${answer}`);
  }
  viewer.accept(answer);
  return { ...viewer, resource: new URL(response.headers.get("location") ?? "", url).href };
}

export function postOffer(url: string, body: string, type = "application/sdp"): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "content-type": type }, body });
}

/** A receiver report (RFC 3550 §6.4.2) that says nothing of any stream, so that the server knows that somebody is there. */
export function emptyReport(): Buffer {
  return Buffer.from("80c9000100000001", "hex");
}

/** NAL units in the byte stream format (H.264 Annex B), from packets without a gap. */
export function toByteStream(packets: readonly ReceivedPacket[]): Buffer {
  const start = Buffer.from([0, 0, 0, 1]);
  const chunks: Buffer[] = [];
  for (const { payload } of packets) {
    const type = payload.readUInt8(0) & 0x1f;
    if (type === 24) {
      for (let at = 1; at < payload.length; at += 2 + payload.readUInt16BE(at))
        chunks.push(start, payload.subarray(at + 2, at + 2 + payload.readUInt16BE(at)));
    } else if (type === 28) {
      const head = payload.readUInt8(1);
      if (head & 0x80) chunks.push(start, Buffer.from([(payload.readUInt8(0) & 0xe0) | (head & 0x1f)]));
      chunks.push(payload.subarray(2));
    } else chunks.push(start, payload);
  }
  return Buffer.concat(chunks);
}

function readRtp(packet: Buffer): Omit<ReceivedPacket, "kind"> {
  const hasExtension = (packet.readUInt8(0) & 0x10) !== 0;
  return {
    marker: packet.readUInt8(1) > 127,
    payloadType: packet.readUInt8(1) & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(hasExtension ? 16 + 4 * packet.readUInt16BE(14) : 12),
  };
}
