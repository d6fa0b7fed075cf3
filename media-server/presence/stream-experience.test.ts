import { beforeEach, describe, expect, it } from "vitest";
import { type ExperienceMeasure, ExperienceReport } from "../../lib/wire/experience";
import { percentileOf } from "../../lib/wire/histogram";
import { ExperienceBook } from "./experience-book";
import { StreamExperience } from "./stream-experience";

const STREAM = "stream-0001";
const report = (change: Partial<ExperienceReport> = {}): ExperienceReport => ({
  streamId: STREAM,
  run: 1,
  way: "hls",
  startupMs: 900,
  watchedMs: 10_000,
  stalledMs: 0,
  stalls: 0,
  latencyMs: 2_000,
  fault: null,
  ...change,
});
const from = (viewer: string, address = viewer) => ({ viewer, address, since: 0 });

let stream: StreamExperience;
beforeEach(() => {
  stream = new StreamExperience(STREAM, { maxPerAddress: 3, hasRoom: () => true });
});
const take = (now: number): ExperienceMeasure => {
  const measure = stream.take(now);
  if (!measure) throw new Error("nothing was measured");
  return measure;
};

describe("what viewers report", () => {
  it("is summed up without any figure of a single one", () => {
    stream.note(from("a"), report({ latencyMs: 1_000 }), 10_000);
    stream.note(from("b"), report({ latencyMs: 2_000, startupMs: 1_100, way: "whep" }), 10_000);
    stream.note(
      from("c"),
      report({ latencyMs: 9_000, stalledMs: 1_500, watchedMs: 8_500, stalls: 2 }),
      10_000,
    );
    const measure = take(10_000);
    expect(measure).toMatchObject({ reporting: 3, waiting: 1, latencyMs: 2_000, ways: { hls: 2, whep: 1 } });
    expect(measure).toMatchObject({ viewers: 3, watchedMs: 28_500, stalledMs: 1_500, stalls: 2, faults: {} });
    expect(percentileOf(measure.starts, 0.5)).toBeGreaterThan(800);
    expect(percentileOf(measure.starts, 0.5)).toBeLessThan(1_100);
  });

  it("counts once, however often it is repeated", () => {
    for (let index = 0; index < 50; index++) stream.note(from("a"), report(), 10_000 + index);
    expect(take(11_000)).toMatchObject({ viewers: 1, watchedMs: 10_000 });
    stream.note(from("a"), report(), 20_000);
    expect(take(20_000)).toMatchObject({ viewers: 0, watchedMs: 0, reporting: 1 });
  });

  it("makes up for a report that was lost", () => {
    stream.note(from("a"), report({ watchedMs: 10_000 }), 10_000);
    stream.note(from("a"), report({ watchedMs: 28_000, stalledMs: 2_000 }), 30_000);
    expect(take(30_000)).toMatchObject({ watchedMs: 28_000, stalledMs: 2_000 });
  });

  it("is forgotten a minute after the last word, and the end of it is told", () => {
    stream.note(from("a"), report(), 10_000);
    take(10_000);
    expect(take(60_000).reporting).toBe(1);
    expect(take(71_000)).toMatchObject({ reporting: 0, waiting: 0, latencyMs: null });
    expect(stream.take(81_000)).toBeNull();
  });

  it("tells who waited within the last minute, and no longer", () => {
    stream.note(from("a"), report({ stalledMs: 3_000, watchedMs: 5_000 }), 10_000);
    expect(take(10_000).waiting).toBe(1);
    stream.note(from("a"), report({ stalledMs: 3_000, watchedMs: 55_000 }), 60_000);
    expect(take(69_000).waiting).toBe(1);
    expect(take(71_000).waiting).toBe(0);
  });
});

describe("a viewer who lies", () => {
  it("is believed for no more time than has passed", () => {
    stream.note(from("a"), report({ watchedMs: 0 }), 1_000);
    stream.note(from("a"), report({ watchedMs: 0, stalledMs: 80_000_000, stalls: 90_000 }), 11_000);
    const { watchedMs, stalledMs, stalls } = take(11_000);
    expect(watchedMs + stalledMs).toBeLessThanOrEqual(14_000);
    expect(stalls).toBeLessThanOrEqual(14);
  });

  it("is believed for no more when it reports more often, nor fails more often", () => {
    for (let count = 1; count <= 20; count++)
      stream.note(from("a"), report({ run: count, watchedMs: 3_400, fault: "unsupported" }), count * 500);
    const { watchedMs, faults } = take(10_000);
    expect(watchedMs).toBeLessThanOrEqual(13_000);
    expect(Object.values(faults).reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it("adds nothing of a time before it was a viewer here", () => {
    stream.note(from("a"), report({ watchedMs: 3_000_000, stalledMs: 900_000 }), 10_000);
    expect(take(10_000)).toMatchObject({ watchedMs: 0, stalledMs: 0, stalls: 0 });
    stream.note(from("a"), report({ watchedMs: 3_010_000, stalledMs: 900_000 }), 20_000);
    expect(take(20_000)).toMatchObject({ watchedMs: 10_000, stalledMs: 0 });
  });

  it("cannot take back what was counted", () => {
    stream.note(from("a"), report(), 10_000);
    stream.note(from("a"), report({ watchedMs: 1 }), 20_000);
    expect(take(20_000).watchedMs).toBe(10_000);
  });

  it("starts at most once a minute, and fails once per start", () => {
    for (let run = 0; run < 30; run++)
      stream.note(from("a"), report({ run, watchedMs: 0, startupMs: 100_000 }), 10_000 + run * 1_000);
    const { starts } = take(40_000);
    expect(starts.reduce((sum, count) => sum + count, 0)).toBe(1);
    for (let index = 0; index < 9; index++)
      stream.note(from("b"), report({ fault: "unsupported", watchedMs: 0 }), 40_000 + index);
    expect(take(41_000).faults).toEqual({ unsupported: 1 });
  });

  it("moves neither median among a hundred honest ones", () => {
    const crowd = new StreamExperience(STREAM, { maxPerAddress: 3, hasRoom: () => true });
    for (let index = 0; index < 100; index++) crowd.note(from(`honest-${index}`), report(), 10_000);
    crowd.note(from("liar"), report({ startupMs: 120_000, latencyMs: 120_000 }), 10_000);
    const measure = crowd.take(10_000);
    expect(measure?.latencyMs).toBe(2_000);
    expect(percentileOf(measure?.starts ?? [], 0.5)).toBeLessThan(1_000);
  });

  it("with many names of one address is as many as count as viewers", () => {
    for (let index = 0; index < 100; index++)
      stream.note(from(`name-${index}`, "203.0.113.1"), report(), 10_000);
    stream.note(from("other", "203.0.113.2"), report(), 10_000);
    expect(take(10_000)).toMatchObject({ reporting: 4, viewers: 4 });
  });
});

describe("the book of all streams", () => {
  it("remembers so many and no more, and still hears those it knows", () => {
    const told: ExperienceMeasure[] = [];
    const book = new ExperienceBook({
      maxPerAddress: 10,
      maxViewers: 50,
      report: (fact) => fact.type === "experience.measured" && told.push(...fact.streams),
    });
    for (let index = 0; index < 500; index++)
      book.note(from(`v${index}`), report({ streamId: `stream-${index % 10}-xxxx` }), 10_000);
    book.note(from("v0"), report({ streamId: "stream-0-xxxx", watchedMs: 20_000 }), 20_000);
    book.tell(20_000);
    book.close();
    expect(told).toHaveLength(10);
    expect(told.reduce((sum, { reporting }) => sum + reporting, 0)).toBe(50);
    expect(told.reduce((sum, { watchedMs }) => sum + watchedMs, 0)).toBe(510_000);
  });

  it("tells nothing while nobody reports", () => {
    const told: unknown[] = [];
    const book = new ExperienceBook({ maxPerAddress: 3, report: (fact) => told.push(fact) });
    book.tell(10_000);
    book.close();
    expect(told).toEqual([]);
  });
});

describe("a report on the wire", () => {
  const parse = (change: object) => ExperienceReport.safeParse({ ...report(), ...change });

  it.each([
    ["watchedMs", -1],
    ["watchedMs", null],
    ["stalledMs", "12"],
    ["stalls", Number.NaN],
    ["latencyMs", Number.POSITIVE_INFINITY],
    ["startupMs", -0.5],
    ["run", 1.5],
    ["run", 2 ** 40],
    ["streamId", "../../etc"],
    ["watchedMs", {}],
  ])("is refused with %s %s", (field, value) => {
    expect(parse({ [field]: value }).success).toBe(false);
  });

  it.each([
    ["watchedMs", 1e300, 86_400_000],
    ["stalledMs", 12.7, 13],
    ["latencyMs", 9e9, 120_000],
    ["way", "teleport", null],
    ["fault", "<script>", "unknown"],
  ])("has %s %s cut to %s", (field, value, kept) => {
    expect(parse({ [field]: value }).data).toMatchObject({ [field]: kept });
  });
});
