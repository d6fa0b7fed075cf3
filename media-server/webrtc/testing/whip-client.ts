import { Audio, PeerConnection, type Track, Video } from "node-datachannel";
import { rtpBytes } from "./rtp-packets";

export interface WhipClientOptions {
  /** Of the endpoint. */
  readonly url: string;
  readonly streamKey: string;
  /** One packet of so many gets lost on the way, repaired ones as well; 0: none. */
  readonly loses?: number;
}

export const VIDEO_TYPE = 106;
export const VIDEO_SSRC = 3333;
export const AUDIO_TYPE = 111;
export const AUDIO_SSRC = 2222;
const REPAIR_TYPE = 107;
const REPAIR_SSRC = 4444;
const REMEMBERED = 2_000;

/** A WHIP publisher that sends the RTP it is given, loses some of it, and repairs what it is asked for (RFC 4588). */
export class WhipClient {
  readonly connection = new PeerConnection("whip-client", {
    iceServers: [],
    bindAddress: "127.0.0.1",
    disableAutoNegotiation: true,
  });
  /** Requests for packets and for key frames, and packets lost, so far. */
  readonly seen = { nacked: 0, keyFrames: 0, lost: 0, sent: 0, transportFeedback: 0 };
  location = "";
  etag = "";
  private readonly video: Track;
  private readonly audio: Track;
  private readonly recent = new Map<number, Buffer>();
  private repairs = 0;

  constructor(private readonly options: WhipClientOptions) {
    const video = new Video("1", "SendOnly");
    for (const line of [
      `rtpmap:${VIDEO_TYPE} H264/90000`,
      `rtcp-fb:${VIDEO_TYPE} nack`,
      `rtcp-fb:${VIDEO_TYPE} nack pli`,
      `fmtp:${VIDEO_TYPE} packetization-mode=1;profile-level-id=42e01f`,
      `rtpmap:${REPAIR_TYPE} rtx/90000`,
      `fmtp:${REPAIR_TYPE} apt=${VIDEO_TYPE}`,
      `ssrc:${VIDEO_SSRC} cname:test`,
      `ssrc:${REPAIR_SSRC} cname:test`,
    ]) {
      video.parseSdpLine(`a=${line}`);
    }
    const audio = new Audio("0", "SendOnly");
    audio.addOpusCodec(AUDIO_TYPE);
    audio.addSSRC(AUDIO_SSRC, "test");
    this.audio = this.connection.addTrack(audio);
    this.video = this.connection.addTrack(video);
    this.video.onMessage((packet) => this.takeFeedback(packet));
    this.connection.setLocalDescription("offer");
  }

  get offer(): string {
    // The library leaves the formats of the m-line out for codecs that it doesn't know by name.
    const formats = `UDP/TLS/RTP/SAVPF ${VIDEO_TYPE} ${REPAIR_TYPE}\r\n`;
    return (this.connection.localDescription()?.sdp ?? "").replace(/(?<=m=video \d+ )UDP.*\r\n/, formats);
  }

  /** Opens a session; resolves when media can flow. Rejects with the status of a refusal. */
  async publish(): Promise<void> {
    const response = await this.request("POST", this.options.url, "application/sdp", this.offer);
    if (response.status !== 201) throw new Error(`WHIP: ${response.status} ${await response.text()}`);
    this.location = new URL(response.headers.get("location") ?? "", this.options.url).href;
    this.etag = response.headers.get("etag") ?? "";
    const open = new Promise<void>((resolve) => this.video.onOpen(resolve));
    this.connection.setRemoteDescription(await response.text(), "answer");
    await open;
  }

  request(method: string, url: string, type?: string, body?: string): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.options.streamKey}` };
    if (type) headers["content-type"] = type;
    return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  }

  sendVideo(packet: Buffer): void {
    const sequence = packet.readUInt16BE(2);
    this.recent.set(sequence, packet);
    this.recent.delete((sequence - REMEMBERED) & 0xffff);
    this.send(this.video, packet);
  }

  sendAudio(packet: Buffer): void {
    this.send(this.audio, packet);
  }

  /** Reports are never lost here. */
  sendReport(kind: "video" | "audio", packet: Buffer): void {
    const track = kind === "video" ? this.video : this.audio;
    if (track.isOpen()) track.sendMessageBinary(packet);
  }

  close(): void {
    this.connection.close();
  }

  private send(track: Track, packet: Buffer): void {
    this.seen.sent += 1;
    const isLost = this.options.loses ? this.seen.sent % this.options.loses === 0 : false;
    if (isLost) this.seen.lost += 1;
    else if (track.isOpen()) track.sendMessageBinary(packet);
  }

  private takeFeedback(packet: Buffer): void {
    for (let at = 0; at + 12 <= packet.length; at += (packet.readUInt16BE(at + 2) + 1) * 4) {
      const type = packet.readUInt8(at + 1);
      const format = packet.readUInt8(at) & 0x1f;
      if (type === 206 && format === 1) this.seen.keyFrames += 1;
      if (type === 205 && format === 15) this.seen.transportFeedback += 1;
      const end = at + (packet.readUInt16BE(at + 2) + 1) * 4;
      if (type === 205 && format === 1) this.repair(packet.subarray(at + 12, end));
    }
  }

  private repair(entries: Buffer): void {
    for (let at = 0; at + 4 <= entries.length; at += 4) {
      const first = entries.readUInt16BE(at);
      const mask = entries.readUInt16BE(at + 2);
      for (let bit = -1; bit < 16; bit++) {
        if (bit === -1 || mask & (1 << bit)) this.resend((first + bit + 1) & 0xffff);
      }
    }
  }

  private resend(sequence: number): void {
    this.seen.nacked += 1;
    const original = this.recent.get(sequence);
    if (!original) return;
    const payload = Buffer.concat([original.subarray(2, 4), original.subarray(12)]);
    const timestamp = original.readUInt32BE(4);
    const marker = original.readUInt8(1) >= 0x80;
    this.repairs += 1;
    const fields = { sequence: this.repairs, timestamp, marker, payload };
    this.send(this.video, rtpBytes({ ...fields, payloadType: REPAIR_TYPE, ssrc: REPAIR_SSRC }));
  }
}
