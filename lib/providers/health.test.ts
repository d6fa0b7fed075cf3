import { beforeEach, expect, test } from "vitest";
import { FAILURES_TO_OPEN, settle } from "./circuit";
import { beginAnew, beginLooking, FRESH_MS, forgetHealth, healthRecord, isFresh, noteLook } from "./health";

const ID = "somebody";
beforeEach(() => forgetHealth());

test("what nobody looks at is as fresh as its events", () => {
  expect(isFresh(ID, 1e12)).toBe(true);
});

test("who falls silent is old news before ten seconds have passed, and fresh again with the next look", () => {
  noteLook(ID, 1_000);
  expect(isFresh(ID, 1_000 + FRESH_MS)).toBe(true);
  expect(isFresh(ID, 1_000 + FRESH_MS + 1)).toBe(false);
  expect(FRESH_MS).toBeLessThan(10_000);
  noteLook(ID, 30_000);
  expect(isFresh(ID, 30_001)).toBe(true);
});

test("a look that never came back is waited for from when it began, and no longer", () => {
  beginLooking(ID, 1_000);
  beginLooking(ID, 8_000);
  expect(isFresh(ID, 1_000 + FRESH_MS + 1)).toBe(false);
});

test("who is left alone is old news at once; another key begins anew", () => {
  noteLook(ID, Date.now());
  const record = healthRecord(ID);
  for (let call = 0; call < FAILURES_TO_OPEN; call += 1)
    record.circuit = settle(record.circuit, record.circuit.epoch, "failure", Date.now());
  expect(isFresh(ID)).toBe(false);
  beginAnew(ID);
  expect(isFresh(ID)).toBe(true);
});

test("who is no longer set up becomes old news, and who is set up again is not blamed for the time between", () => {
  noteLook(ID, Date.now() - 60_000);
  expect(isFresh(ID)).toBe(false);
  beginAnew(ID);
  expect(isFresh(ID)).toBe(true);
  expect(isFresh(ID, Date.now() + FRESH_MS + 1)).toBe(false);
});
