import { expect, test } from "vitest";
import { type LinkFigures, type Report, readLink } from "./link-figures";
import { loadOf, mediaOf, toPublishFigures } from "./summarize-room";

/** A viewer at the end of a good line. */
function link(change: Partial<LinkFigures> = {}): LinkFigures {
  return {
    videoKbps: 1_000,
    audioKbps: 40,
    framesPerSecond: 30,
    width: 1280,
    height: 720,
    videoCodec: "VP8",
    lossRatio: 0,
    roundTripMs: 20,
    availableKbps: 3_000,
    limitedBy: "none",
    encodeMs: 4,
    path: "direct",
    relayedBytes: 0,
    ...change,
  };
}

test("one viewer's narrow line isn't the creator's; most viewers' is", () => {
  const narrow = link({ limitedBy: "bandwidth", availableKbps: 200 });
  expect(loadOf([link(), link(), narrow]).uplinkKbps).toBeNull();
  expect(loadOf([link(), narrow, narrow]).uplinkKbps).toBe(3_400);
  const lossy = link({ lossRatio: 0.2, availableKbps: 300 });
  expect(loadOf([lossy, lossy])).toMatchObject({ uplinkKbps: 600, lossRatio: 0.2 });
});

test("an encoder that is only kept to what it was allowed says nothing of the line", () => {
  const kept = link({ limitedBy: "bandwidth", videoKbps: 350, availableKbps: 900 });
  expect(loadOf([kept, kept]).uplinkKbps).toBeNull();
});

test("one encoder that is short of processor speaks for all; what nobody knows stays unknown", () => {
  expect(loadOf([link(), link({ limitedBy: "cpu" })]).isProcessorShort).toBe(true);
  expect(loadOf([])).toEqual({
    viewers: 0,
    uplinkKbps: null,
    encodeMs: null,
    framesPerSecond: null,
    lossRatio: null,
    isProcessorShort: false,
  });
  expect(loadOf([link({ encodeMs: null }), link({ encodeMs: 8 })]).encodeMs).toBe(8);
});

test("before there are viewers only the camera's own size is known", () => {
  expect(mediaOf([], { width: 640, height: 360.4, frameRate: 30 })).toEqual({
    videoCodec: null,
    width: 640,
    height: 360,
    framesPerSecond: 30,
    videoKbps: null,
    audioKbps: null,
  });
});

test("what goes out is the sum of what each viewer gets", () => {
  const figures = toPublishFigures([link(), link({ limitedBy: "bandwidth", roundTripMs: 40 })], undefined);
  expect(figures).toMatchObject({ videoKbps: 2_000, audioKbps: 80, roundTripMs: 30, limitedBy: "bandwidth" });
});

test("figures are read from a browser's reports, and rates from two readings", () => {
  const reports = (seconds: number, remote: string): Report[] => [
    {
      type: "outbound-rtp",
      kind: "video",
      id: "v",
      codecId: "c",
      timestamp: seconds * 1000,
      bytesSent: seconds * 100_000,
      framesEncoded: seconds * 20,
      totalEncodeTime: seconds * 0.1,
      framesPerSecond: 20,
      frameWidth: 640,
      frameHeight: 360,
      qualityLimitationReason: "cpu",
    },
    { type: "codec", id: "c", mimeType: "video/H264" },
    { type: "remote-inbound-rtp", kind: "video", roundTripTime: 0.05, fractionLost: 0.01 },
    {
      type: "candidate-pair",
      id: "p",
      nominated: true,
      bytesSent: seconds * 110_000,
      availableOutgoingBitrate: 2_500_000,
      localCandidateId: "l",
      remoteCandidateId: "r",
    },
    { type: "local-candidate", id: "l", candidateType: "host" },
    { type: "remote-candidate", id: "r", candidateType: remote },
  ];
  const first = readLink(reports(10, "prflx"), null);
  expect(first.figures).toMatchObject({ videoKbps: null, encodeMs: null, path: "direct", relayedBytes: 0 });
  const { figures } = readLink(reports(11, "relay"), first.counters);
  expect(figures).toMatchObject({
    videoKbps: 800,
    framesPerSecond: 20,
    videoCodec: "H264",
    lossRatio: 0.01,
    roundTripMs: 50,
    availableKbps: 2_500,
    limitedBy: "cpu",
    path: "relay",
    relayedBytes: 110_000,
  });
  expect(figures.encodeMs).toBeCloseTo(5);
  // The first reading of a link tells all that it has sent; another way begins where it is.
  expect(readLink(reports(10, "relay"), null).figures.relayedBytes).toBe(1_100_000);
  const other = reports(12, "relay").map((one) => (one.id === "p" ? { ...one, id: "q" } : one));
  expect(readLink(other, first.counters).figures.relayedBytes).toBe(0);
});
