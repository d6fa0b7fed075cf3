import { expect, test } from "vitest";
import { SEED_ASSUMPTIONS } from "../data/seed-assumptions";
import { ACME_BOOK } from "../testing/acme-book";
import { makeCapabilities } from "../testing/capabilities";
import { type ComparisonInput, compareProviders } from "./compare-providers";
import { completeUsage } from "./complete-usage";
import { listLosses } from "./list-losses";

const HOUR = 3_600_000n;
const known = (quantity: bigint) => ({ quantity, basis: "reported" as const });
const INPUT: ComparisonInput = {
  usage: {
    "ingest-ms": known(HOUR),
    "viewer-ms": known(1_000n * HOUR),
    "stored-ms-days": known(0n),
  },
  at: { id: "acme", capabilities: makeCapabilities(), context: { channelType: "SMALL" } },
  providers: [
    { id: "acme", capabilities: makeCapabilities() },
    {
      id: "barn",
      capabilities: makeCapabilities({ maxViewers: 500, recording: false }),
      context: { serverUse: { own: 1n, all: 10n } },
    },
    { id: "nobody", capabilities: makeCapabilities() },
  ],
  book: ACME_BOOK,
  context: { daysInMonth: 30, scope: "share" },
  peakViewers: 800,
  quality: "hd",
  assumptions: SEED_ASSUMPTIONS,
};

test("the same usage elsewhere: what it costs, what is missed, what was guessed", () => {
  const [barn, nobody, ...rest] = compareProviders(INPUT);
  expect(rest).toEqual([]);
  // 1,000 hours at 3 Mbit/s are 1.35 TB, of which one is free; a tenth of the server's month.
  expect(barn?.priced.totalMicros).toBe(2_000_000 + 525_000);
  expect(barn?.differenceMicros).toBe(2_525_000 - 200_000 - (8_000_000 + 54_000_000));
  expect(barn?.guessed).toEqual(["bytes-out"]);
  expect(barn?.tooManyViewersFor).toBe(500);
  expect(barn?.losses.map(({ type }) => type)).toEqual(["recording", "private-replays", "viewers"]);
  expect(nobody).toMatchObject({ differenceMicros: null, tooManyViewersFor: null, losses: [] });
});

test("what a relay would carry is guessed where there is one, though there is none where it is", () => {
  const usage = { ...INPUT.usage, "turn-bytes": { quantity: 0n, basis: "measured" as const } };
  const yard = (usesRelay: boolean) => ({ id: "yard", capabilities: makeCapabilities({ usesRelay }) });
  const [relayed, direct] = [true, false].map(
    (usesRelay) => compareProviders({ ...INPUT, usage, providers: [yard(usesRelay)] })[0],
  );
  // A fifth of 1.35 TB.
  expect(relayed).toMatchObject({ guessed: ["turn-bytes"], priced: { totalMicros: 13_500_000 } });
  expect(direct).toMatchObject({ guessed: [], priced: { totalMicros: 0 } });
});

test("a difference from something unknown is unknown", () => {
  const usage = { ...INPUT.usage, "stored-ms-days": null };
  expect(compareProviders({ ...INPUT, usage })[0]?.differenceMicros).toBeNull();
});

test("what is known is never guessed over, and nothing comes of nothing", () => {
  const counted = { ...INPUT.usage, "bytes-out": known(7n) };
  expect(completeUsage(counted, "hd", SEED_ASSUMPTIONS).usage["bytes-out"]).toEqual(known(7n));
  expect(completeUsage({}, "hd", SEED_ASSUMPTIONS)).toEqual({ usage: {}, guessed: [] });
  // Nothing is kept of it, so nothing was written.
  expect(completeUsage(INPUT.usage, "hd", SEED_ASSUMPTIONS).guessed).not.toContain("write-requests");
});

test("guesses are called estimated, and go both ways between time and bytes", () => {
  const { usage, guessed } = completeUsage(
    { "viewer-ms": known(8_000n), "ingest-ms": known(HOUR), "stored-byte-days": known(3_000_000n) },
    "hd",
    SEED_ASSUMPTIONS,
  );
  expect(usage["bytes-out"]).toEqual({ quantity: 3_000_000n, basis: "estimated" });
  expect(usage["turn-bytes"]?.quantity).toBe(600_000n);
  expect(Number(usage["stored-ms-days"]?.quantity)).toBeCloseTo(8_000, -1);
  expect(usage["write-requests"]?.quantity).toBe(600n);
  expect(guessed).toEqual(["bytes-out", "turn-bytes", "stored-ms-days", "write-requests"]);
});

test("each thing that one can do and another can't is said", () => {
  const poor = makeCapabilities({
    ingest: ["rtmp"],
    playback: ["hls"],
    latencyMs: { typical: 8_000, floor: 5_000 },
    maxViewers: 8,
    maxBitrateKbps: 2_500,
    dvrSeconds: 0,
    recording: false,
    privatePlayback: false,
    accessFixedOnAir: true,
    exposesAddresses: true,
    stopIsFinal: false,
    keyRotation: false,
  });
  expect(listLosses(makeCapabilities(), poor)).toEqual([
    { type: "recording" },
    { type: "private-playback" },
    { type: "private-replays" },
    { type: "key-rotation" },
    { type: "final-stop" },
    { type: "access-fixed-on-air" },
    { type: "exposes-addresses" },
    { type: "dvr", fromSeconds: 120, toSeconds: 0 },
    { type: "delay", fromMs: 1_000, toMs: 8_000 },
    { type: "bitrate", fromKbps: null, toKbps: 2_500 },
    { type: "viewers", fromViewers: null, toViewers: 8 },
    { type: "ingest", kinds: ["whip"] },
    { type: "playback", kinds: ["whep"] },
  ]);
  expect(listLosses(poor, makeCapabilities())).toEqual([]);
});
