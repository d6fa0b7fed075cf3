/** Opus and H.264 as Chromium offers them, cut down to what an answer depends on. */
export const AUDIO_SECTION = [
  "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:8dd4",
  "a=ice-pwd:0YVk4KZ21GeI3H9yK/SkDqab",
  `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`,
  "a=setup:actpass",
  "a=mid:0",
  "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
  "a=sendonly",
  "a=rtcp-mux",
  "a=rtcp-rsize",
  "a=rtpmap:111 opus/48000/2",
  "a=rtcp-fb:111 transport-cc",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "a=rtpmap:63 red/48000/2",
  "a=rtpmap:0 PCMU/8000",
  "a=ssrc:2222 cname:sound",
];

export const VIDEO_SECTION = [
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 104 105 106 107",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:8dd4",
  "a=ice-pwd:0YVk4KZ21GeI3H9yK/SkDqab",
  `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`,
  "a=setup:actpass",
  "a=mid:1",
  "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
  "a=sendonly",
  "a=rtcp-mux",
  "a=rtcp-rsize",
  "a=rtpmap:96 VP8/90000",
  "a=rtcp-fb:96 nack",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
  "a=rtpmap:102 H264/90000",
  "a=rtcp-fb:102 nack",
  "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f",
  "a=rtpmap:103 rtx/90000",
  "a=fmtp:103 apt=102",
  "a=rtpmap:104 H264/90000",
  "a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f",
  "a=rtpmap:105 H265/90000",
  "a=rtpmap:106 H264/90000",
  ...["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"].map((one) => `a=rtcp-fb:106 ${one}`),
  "a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
  "a=rtpmap:107 rtx/90000",
  "a=fmtp:107 apt=106",
  "a=ssrc-group:FID 3333 4444",
  "a=ssrc:3333 cname:picture",
  "a=ssrc:4444 cname:picture",
];

/** An SDP offer of these sections, all in one BUNDLE group. */
export function sampleOffer(...sections: readonly (readonly string[])[]): string {
  const mids = sections.flatMap((section) => section.filter((line) => line.startsWith("a=mid:")));
  const bundle = `a=group:BUNDLE ${mids.map((line) => line.slice(6)).join(" ")}`;
  return `${["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", bundle, ...sections.flat()].join("\r\n")}\r\n`;
}

/** A section with one kind of line left out or changed. */
export function changed(section: readonly string[], from: string | RegExp, to = ""): string[] {
  return section.map((line) => line.replace(from, to)).filter((line) => line !== "");
}
