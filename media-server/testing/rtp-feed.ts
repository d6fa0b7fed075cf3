import { createHash } from "node:crypto";
import type { MediaPacket, VideoConfig, VideoFrame } from "../media";
import { RtpFeed, type RtpFeedDeps } from "../webrtc/feed/rtp-feed";

/** A decoder's view of 640x360 baseline; nothing decodes the frames that go with it. */
export const rtpVideoConfig: VideoConfig = {
  codec: "h264",
  codecString: "avc1.42e01f",
  width: 640,
  height: 360,
  decoderConfig: Buffer.from("0142e01fffe1000467 42e01f01000468ce3c80".replaceAll(" ", ""), "hex"),
};

/** A feed on a clock moved by hand. */
export function testFeed(deps: Partial<RtpFeedDeps> = {}) {
  let nowMs = 10_000;
  const asked: number[] = [];
  const feed = new RtpFeed({
    now: () => nowMs,
    requestKeyFrame: () => asked.push(nowMs),
    openOpus: null,
    afterTurn: (act) => act(),
    ...deps,
  });
  return {
    feed,
    asked,
    now: () => nowMs,
    passMs: (ms: number) => {
      nowMs += ms;
    },
  };
}

/** Length-prefixed, one slice of so many bytes whose content tells which frame it is. */
export function rtpFrame(index: number, { isKeyFrame = false, bytes = 3_000, fps = 30 } = {}): VideoFrame {
  const data = Buffer.alloc(4 + bytes, createHash("sha256").update(String(index)).digest());
  data.writeUInt32BE(bytes, 0);
  data[4] = isKeyFrame ? 0x65 : 0x61;
  return { dtsMs: Math.round((index * 1000) / fps), compositionOffsetMs: 0, isKeyFrame, data };
}

/** A packet as a WebRTC publisher sends it. */
export function rtpPacket(
  sequence: number,
  timestamp: number,
  change: Partial<MediaPacket> & { readonly bytes?: number } = {},
): MediaPacket {
  const { bytes = 100, ...rest } = change;
  const payload = Buffer.alloc(bytes, sequence);
  payload[0] = rest.startsKeyFrame ? 0x65 : 0x61;
  return { kind: "video", sequence, timestamp, marker: true, startsKeyFrame: false, payload, ...rest };
}
