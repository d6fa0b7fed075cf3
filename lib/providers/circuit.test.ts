import { expect, test } from "vitest";
import {
  admit,
  type Circuit,
  FAILURES_TO_OPEN,
  LONGEST_PAUSE_MS,
  newCircuit,
  type Outcome,
  PROBE_MS,
  settle,
  tryNow,
} from "./circuit";

/** The same walk each time: a small linear congruential generator. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function fail(circuit: Circuit, times: number, now: number): Circuit {
  return Array.from({ length: times }).reduce<Circuit>((at) => settle(at, at.epoch, "failure", now), circuit);
}

test("it opens at the last of so many failures in a row, and a success begins the count anew", () => {
  const almost = fail(newCircuit(0), FAILURES_TO_OPEN - 1, 10);
  expect(almost.state).toBe("closed");
  expect(fail(almost, 1, 10).state).toBe("open");
  const forgiven = settle(almost, almost.epoch, "success", 11);
  expect(fail(forgiven, FAILURES_TO_OPEN - 1, 12).state).toBe("closed");
});

test("pauses grow up to the longest, one try at a time, and a success closes it", () => {
  let circuit = fail(newCircuit(0), FAILURES_TO_OPEN, 0);
  let now = 0;
  const pauses: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    pauses.push(circuit.until - now);
    expect(admit(circuit, circuit.until - 1)).toMatchObject({ isAdmitted: false, retryAfterMs: 1 });
    now = circuit.until;
    const first = admit(circuit, now);
    expect(first).toMatchObject({ isAdmitted: true, circuit: { state: "half-open" } });
    expect(admit(first.circuit, now)).toMatchObject({ isAdmitted: false, retryAfterMs: PROBE_MS });
    circuit = settle(first.circuit, first.circuit.epoch, "failure", now);
  }
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  const last = admit(circuit, circuit.until).circuit;
  expect(settle(last, last.epoch, "success", now)).toMatchObject({ state: "closed", failures: 0, trips: 0 });
});

test("what calls of an earlier state bring changes nothing", () => {
  const before = newCircuit(0);
  const trying = admit(fail(before, FAILURES_TO_OPEN, 0), 2_000).circuit;
  for (const outcome of ["success", "failure", "neutral"] as const)
    expect(settle(trying, before.epoch, outcome, 2_001)).toBe(trying);
});

test("a try that tells nothing, or never comes back, makes room for the next", () => {
  const trying = admit(fail(newCircuit(0), FAILURES_TO_OPEN, 0), 2_000).circuit;
  expect(admit(settle(trying, trying.epoch, "neutral", 2_500), 2_500).isAdmitted).toBe(true);
  expect(admit(trying, 2_000 + PROBE_MS).isAdmitted).toBe(true);
});

test("an operator's try does not wait", () => {
  const open = fail(newCircuit(0), FAILURES_TO_OPEN, 0);
  expect(admit(open, 1).isAdmitted).toBe(false);
  expect(admit(tryNow(open, 1), 1).isAdmitted).toBe(true);
});

test("on any walk: no refusal lasts for more than the longest pause, and only failures open it", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const roll = dice(seed);
    let circuit = newCircuit(0);
    const flying: number[] = [];
    for (let now = 0, step = 0; step < 200; step += 1) {
      now += Math.floor(roll() * 5_000);
      const admission = admit(circuit, now);
      circuit = admission.circuit;
      if (admission.isAdmitted) flying.push(circuit.epoch);
      else expect(admission.retryAfterMs).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
      if (roll() < 0.6 && flying.length > 0) {
        const [epoch] = flying.splice(Math.floor(roll() * flying.length), 1);
        const outcome: Outcome = roll() < 0.7 ? "failure" : roll() < 0.5 ? "success" : "neutral";
        const next = settle(circuit, epoch ?? -1, outcome, now);
        if (circuit.state === "closed" && next.state === "open") expect(outcome).toBe("failure");
        if (circuit.state === "open") expect(next).toBe(circuit);
        circuit = next;
      }
    }
    expect(admit(circuit, circuit.until).isAdmitted).toBe(true);
  }
});
