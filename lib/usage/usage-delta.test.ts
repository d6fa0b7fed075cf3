import { expect, test } from "vitest";
import { countedBasis, driftOf } from "./counted-basis";
import { nextTotals, usageDelta } from "./usage-delta";

const totals = (ingestMs: number | null, viewerMs: number | null = null) => ({
  ingestMs,
  viewerMs,
  bytesIn: null,
  bytesOut: null,
  transcodeMs: null,
  turnBytes: null,
});
const at = (seconds: number, of: ReturnType<typeof totals>) => ({ at: seconds * 1000, totals: of });

test("a reading adds what is new since the last; an older or repeated one adds nothing", () => {
  expect(usageDelta(at(10, totals(5_000)), at(20, totals(15_000)), "measured")).toEqual([
    { kind: "ingest-ms", quantity: 10_000n, mark: null },
  ]);
  expect(usageDelta(at(20, totals(15_000)), at(20, totals(15_000)), "measured")).toBeNull();
  expect(usageDelta(at(20, totals(15_000)), at(10, totals(5_000)), "measured")).toBeNull();
});

test("unknown adds nothing, and a first nothing is said once", () => {
  const first = usageDelta(null, at(1, totals(0)), "reported");
  expect(first).toEqual([{ kind: "ingest-ms", quantity: 0n, mark: null }]);
  expect(usageDelta(at(1, totals(0)), at(2, totals(0)), "reported")).toEqual([]);
  expect(usageDelta(at(1, totals(0)), at(2, totals(null)), "reported")).toEqual([]);
  expect(nextTotals(totals(7, 9), totals(null, 10))).toEqual(totals(7, 10));
});

test("a server that restarted counts from zero; one that holds the stream no longer says nothing", () => {
  expect(usageDelta(at(10, totals(9_000, 50)), at(20, totals(4_000, 20)), "measured")).toEqual([
    { kind: "ingest-ms", quantity: 4_000n, mark: null },
    { kind: "viewer-ms", quantity: 20n, mark: null },
  ]);
  expect(usageDelta(at(10, totals(9_000)), at(20, totals(0)), "measured")).toBeNull();
});

test("a provider's report that fell is a correction", () => {
  expect(usageDelta(at(10, totals(9_000)), at(20, totals(8_000)), "reported")).toEqual([
    { kind: "ingest-ms", quantity: -1_000n, mark: "corrected" },
  ]);
});

test("transcoding is capped by as many qualities as a ladder may have", () => {
  const of = (transcodeMs: number) => ({ ...totals(0), transcodeMs });
  const start = { at: 10_000, totals: of(0) };
  const added = (transcodeMs: number) =>
    usageDelta(start, { at: 20_000, totals: of(transcodeMs) }, "measured");
  expect(added(30_000)).toEqual([{ kind: "transcode-ms", quantity: 30_000n, mark: null }]);
  expect(added(86_400_000)).toEqual([{ kind: "transcode-ms", quantity: 240_000n, mark: "capped" }]);
});

test("what went through relays is capped by what those who watched could be sent, over all readings", () => {
  const of = (seconds: number, viewerMs: number, turnBytes: number) => ({
    at: seconds * 1000,
    totals: { ...totals(0, viewerMs), turnBytes },
  });
  const relayed = (before: ReturnType<typeof of>, now: ReturnType<typeof of>) =>
    usageDelta(before, now, "measured")?.filter(({ kind }) => kind === "turn-bytes");
  const honest = of(20, 20_000, 5_000_000);
  expect(relayed(of(10, 10_000, 2_000_000), honest)).toEqual([
    { kind: "turn-bytes", quantity: 3_000_000n, mark: null },
  ]);
  const greedy = of(30, 30_000, 900_000_000);
  const capped = (30_000 + 30_000) * 625;
  expect(relayed(honest, greedy)).toEqual([
    { kind: "turn-bytes", quantity: BigInt(capped - 5_000_000), mark: "capped" },
  ]);
  // What was claimed once too often is not believed later, but for what could be sent since.
  expect(relayed(greedy, of(31, 31_000, 900_000_001))).toEqual([
    { kind: "turn-bytes", quantity: 625_000n, mark: "capped" },
  ]);
});

test("a figure that earlier readings did not have is known from then on, also as nothing", () => {
  const { transcodeMs: _, ...early } = totals(5_000);
  // As a meter of an earlier version was stored.
  const stored = early as ReturnType<typeof totals>;
  expect(
    usageDelta(
      { at: 1, totals: stored },
      { at: 2, totals: { ...totals(5_000), transcodeMs: 0 } },
      "measured",
    ),
  ).toEqual([{ kind: "transcode-ms", quantity: 0n, mark: null }]);
});

test("more ingest than time has passed is capped and marked", () => {
  expect(usageDelta(at(10, totals(0)), at(20, totals(86_400_000)), "measured")).toEqual([
    { kind: "ingest-ms", quantity: 40_000n, mark: "capped" },
  ]);
});

test("what is reported counts before what is measured before what is estimated, unless it is nothing against something", () => {
  expect(countedBasis({})).toBeNull();
  expect(countedBasis({ estimated: 4n })).toBe("estimated");
  expect(countedBasis({ estimated: 4n, measured: 0n })).toBe("estimated");
  expect(countedBasis({ estimated: 4n, measured: 5n })).toBe("measured");
  expect(countedBasis({ estimated: 4n, measured: 5n, reported: 1n })).toBe("reported");
  expect(countedBasis({ estimated: 4n, reported: 0n })).toBe("estimated");
  expect(countedBasis({ estimated: 0n, reported: 0n })).toBe("reported");
});

test("drift is a share of what we saw, and unknown where one side is", () => {
  expect(driftOf({ estimated: 100n, reported: 110n })).toBeCloseTo(0.1);
  expect(driftOf({ reported: 110n })).toBeNull();
  expect(driftOf({ measured: 0n, reported: 110n })).toBeNull();
});
