import { expect, it } from "vitest";
import type { OfferedCodec } from "../sdp/offer";
import { chooseH264 } from "./choose-h264";

const h264 = (payloadType: number, profile: string | null, mode = "1"): OfferedCodec => ({
  payloadType,
  name: "H264",
  clockRate: 90_000,
  channels: 1,
  parameters: new Map([
    ["packetization-mode", mode],
    ...(profile ? [["profile-level-id", profile] as const] : []),
  ]),
  feedback: [],
});
// As Chromium lists them.
const CHROMIUM = [
  h264(103, "42001f"),
  h264(107, "42001f", "0"),
  h264(109, "42e01f"),
  h264(117, "42e01f", "0"),
  h264(119, "4d001f"),
  h264(39, "4d001f", "0"),
  h264(123, "64001f"),
];

it.each([
  ["42e01f", 109],
  ["42c01f", 109],
  ["42001e", 103],
  ["4d4028", 119],
  ["640028", 123],
  ["f4001f", 123],
])("%s is sent as payload type %i of a Chromium", (profile, payloadType) => {
  expect(chooseH264(CHROMIUM, profile)?.payloadType).toBe(payloadType);
});

it("the nearest profile that holds the stream's is next, then whatever there is", () => {
  expect(chooseH264([h264(1, "42e01f"), h264(2, "64001f")], "4d001f")?.payloadType).toBe(2);
  expect(chooseH264([h264(1, "42e01f")], "64001f")?.payloadType).toBe(1);
  expect(chooseH264([h264(1, null)], "42e01f")?.payloadType).toBe(1);
});

it("packets that can't be fragmented are of no use", () => {
  expect(chooseH264([h264(1, "42e01f", "0")], "42e01f")).toBeNull();
  expect(chooseH264([], "42e01f")).toBeNull();
});
