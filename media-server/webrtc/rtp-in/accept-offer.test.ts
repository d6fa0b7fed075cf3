import { describe, expect, it } from "vitest";
import { SdpError } from "../sdp/offer";
import { parseOffer } from "../sdp/parse-offer";
import { renderAnswer, renderPlainOffer } from "../sdp/render-sdp";
import { AUDIO_SECTION, changed, sampleOffer, VIDEO_SECTION } from "../testing/sample-offer";
import { acceptOffer } from "./accept-offer";

const accept = (...sections: (readonly string[])[]) => acceptOffer(parseOffer(sampleOffer(...sections)));
const reasonOf = (text: string) => {
  try {
    acceptOffer(parseOffer(text));
    return "accepted";
  } catch (error) {
    return error instanceof SdpError ? error.reason : error;
  }
};
const transport = {
  iceUfrag: "abcd",
  icePwd: "0123456789012345678901",
  fingerprint: "sha-256 CD",
  setup: "active",
  candidates: ["1 1 UDP 1 127.0.0.1 8189 typ host"],
} as const;

describe("an offer of picture and sound", () => {
  it("comes to constrained baseline H.264 with retransmissions, and Opus, both with arrival times", () => {
    const { tracks, bandwidth } = accept(AUDIO_SECTION, VIDEO_SECTION);
    expect(bandwidth).toBe("transport");
    expect(tracks).toEqual([
      { kind: "video", mid: "1", payloadType: 106, repairType: 107, canNack: true, transportSequenceId: 3 },
      { kind: "audio", mid: "0", payloadType: 111, repairType: null, canNack: false, transportSequenceId: 3 },
    ]);
  });

  it("is answered section by section, in its own order, and with nothing that wasn't offered", () => {
    const offer = parseOffer(sampleOffer(AUDIO_SECTION, VIDEO_SECTION));
    const answer = renderAnswer(offer, acceptOffer(offer).accepted, transport);
    const lines = answer.split("\r\n");
    expect(lines.filter((line) => line.startsWith("m="))).toEqual([
      "m=audio 9 UDP/TLS/RTP/SAVPF 111",
      "m=video 9 UDP/TLS/RTP/SAVPF 106 107",
    ]);
    expect(lines).toContain("a=group:BUNDLE 0 1");
    expect(lines).toContain(
      "a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
    );
    expect(lines.filter((line) => line.startsWith("a=rtcp-fb:106"))).toEqual([
      "a=rtcp-fb:106 nack",
      "a=rtcp-fb:106 nack pli",
      "a=rtcp-fb:106 transport-cc",
    ]);
    expect(lines.filter((line) => line === "a=recvonly")).toHaveLength(2);
  });

  it("without retransmissions is never fed arrival times: such senders stutter under loss", () => {
    const { tracks, bandwidth, accepted } = accept(
      AUDIO_SECTION,
      changed(VIDEO_SECTION, "a=fmtp:107 apt=106"),
    );
    expect(bandwidth).toBe("remb");
    expect(tracks.map(({ transportSequenceId }) => transportSequenceId)).toEqual([null, null]);
    expect(JSON.stringify(accepted)).not.toContain("transport-cc");
    expect(JSON.stringify(accepted)).toContain("goog-remb");
  });

  it("refuses what it doesn't take, e.g. a second picture or a data channel, and leaves it out for the library", () => {
    const second = changed(VIDEO_SECTION, "a=mid:1", "a=mid:2");
    const data = ["m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=mid:3", "a=ice-ufrag:evil"];
    const offer = parseOffer(sampleOffer(VIDEO_SECTION, AUDIO_SECTION, second, data));
    const { accepted } = acceptOffer(offer);
    const answer = renderAnswer(offer, accepted, transport);
    expect(answer).toContain("a=group:BUNDLE 1 0\r\n");
    expect(answer).toContain("m=video 0 UDP/TLS/RTP/SAVPF 96 97");
    expect(answer).toContain("m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
    expect(renderPlainOffer(offer, accepted)).not.toMatch(/application|mid:2|candidate|evil/);
  });

  it.each([
    ["picture", VIDEO_SECTION, "video"],
    ["sound", AUDIO_SECTION, "audio"],
  ] as const)("may be %s alone", (_what, section, kind) => {
    expect(accept(section).tracks.map((track) => track.kind)).toEqual([kind]);
  });
});

describe("an offer that viewers could not be given is refused, and says why", () => {
  const onlyVp8 = changed(VIDEO_SECTION, /^a=(rtpmap|fmtp|rtcp-fb):(10[2-7]) .*/);
  const onlyPcm = changed(AUDIO_SECTION, "opus/48000/2", "G722/8000");
  it.each([
    ["VP8", sampleOffer(AUDIO_SECTION, onlyVp8), "video-codec-unsupported"],
    ["sound without Opus", sampleOffer(onlyPcm, VIDEO_SECTION), "audio-codec-unsupported"],
    ["4:4:4", sampleOffer(changed(VIDEO_SECTION, /=(42e0|6400)1f/, "=f4001f")), "video-codec-unsupported"],
    ["viewers' offers", sampleOffer(changed(VIDEO_SECTION, "sendonly", "recvonly")), "no-media"],
    [
      "two transports",
      sampleOffer(AUDIO_SECTION, VIDEO_SECTION).replace("BUNDLE 0 1", "BUNDLE 0"),
      "no-bundle",
    ],
    ["simulcast", sampleOffer(AUDIO_SECTION, changed(VIDEO_SECTION, /^a=ssrc.*/)), "no-ssrc"],
  ])("%s", (_what, offer, reason) => {
    expect(reasonOf(offer)).toBe(reason);
  });

  it("names what was offered", () => {
    expect(() => accept(onlyVp8)).toThrow("Video must be H.264; offered: VP8.");
  });
});

describe("what isn't an offer is refused", () => {
  const good = sampleOffer(AUDIO_SECTION, VIDEO_SECTION);
  it.each([
    ["nothing", "", "malformed-sdp"],
    ["JSON", '{"type":"offer"}', "malformed-sdp"],
    ["lines of something else", "v=0\r\nhello\r\n", "malformed-sdp"],
    ["no media", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\n", "no-media"],
    [
      "a hundred sections",
      good + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:9\r\na=rtcp-mux\r\n".repeat(100),
      "too-many-media",
    ],
    ["one mid twice", sampleOffer(AUDIO_SECTION, AUDIO_SECTION), "malformed-sdp"],
    ["no mid", good.replaceAll(/a=mid:.\r\n/g, ""), "malformed-sdp"],
    ["no ICE", good.replaceAll(/a=ice-ufrag:.*\r\n/g, ""), "no-ice"],
    ["ICE with something behind it", good.replaceAll("a=ice-ufrag:8dd4", "a=ice-ufrag:8dd4 x"), "no-ice"],
    ["no fingerprint", good.replaceAll(/a=fingerprint:.*\r\n/g, ""), "no-fingerprint"],
    ["two ports", good.replaceAll("a=rtcp-mux\r\n", ""), "no-rtcp-mux"],
    ["unencrypted media", good.replaceAll("UDP/TLS/RTP/SAVPF", "RTP/AVP"), "no-media"],
    ["a strange role", good.replaceAll("a=setup:actpass", "a=setup:holdconn"), "malformed-sdp"],
    ["endless lines", `v=0\r\n${"a=x\r\n".repeat(5_000)}`, "malformed-sdp"],
  ])("%s", (_what, text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it("however it is mangled", () => {
    for (let at = 0; at < good.length; at += 7) {
      const mangled = `${good.slice(0, at)}${String.fromCharCode(33 + (at % 90))}${good.slice(at + 5)}`;
      expect(() => reasonOf(mangled)).not.toThrow();
      expect(typeof reasonOf(mangled)).toBe("string");
    }
  });
});
