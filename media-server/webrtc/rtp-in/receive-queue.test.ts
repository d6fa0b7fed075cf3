import { beforeEach, describe, expect, it } from "vitest";
import { rtpPacket } from "../testing/rtp-packets";
import { ReceiveQueue } from "./receive-queue";

let delivered: { sequence: number; lost: number }[];
let asked: number[][];
let queue: ReceiveQueue;

function open(canRepair: boolean, maxWaitMs = 300): void {
  delivered = [];
  asked = [];
  queue = new ReceiveQueue({
    canRepair,
    maxWaitMs,
    deliver: ({ sequence }, lost) => delivered.push({ sequence, lost }),
    ask: (sequences) => asked.push(sequences),
  });
}
const push = (sequence: number, nowMs = 0) => queue.push(rtpPacket({ sequence }), nowMs);
const order = () => delivered.map(({ sequence }) => sequence);

describe("packets in order", () => {
  beforeEach(() => open(true));

  it("go on as they are", () => {
    for (const sequence of [7, 8, 9]) push(sequence);
    expect(delivered).toEqual([7, 8, 9].map((sequence) => ({ sequence, lost: 0 })));
    expect(queue.isWaiting).toBe(false);
  });

  it("go on over the end of the counter", () => {
    for (const sequence of [65_534, 65_535, 0, 2, 1]) push(sequence);
    expect(order()).toEqual([65_534, 65_535, 0, 1, 2]);
  });

  it("that overtook each other are put right, and none comes twice", () => {
    for (const sequence of [1, 3, 2, 2, 3, 1, 4]) push(sequence);
    expect(order()).toEqual([1, 2, 3, 4]);
  });

  it("that were lost are asked for at once, again after a round trip, and in the end done without", () => {
    push(1, 0);
    push(4, 10);
    expect(asked).toEqual([[2, 3]]);
    queue.tick(50);
    expect(asked).toHaveLength(1);
    queue.tick(120);
    expect(asked[1]).toEqual([2, 3]);
    push(3, 130);
    expect(order()).toEqual([1]);
    queue.tick(311);
    expect(delivered).toEqual([
      { sequence: 1, lost: 0 },
      { sequence: 3, lost: 1 },
      { sequence: 4, lost: 0 },
    ]);
    expect(push(2, 320)).toBe(false);
  });

  it("are asked for a limited number of times", () => {
    open(true, 60_000);
    push(1, 0);
    push(3, 0);
    for (let nowMs = 0; nowMs < 30_000; nowMs += 20) queue.tick(nowMs);
    expect(asked).toHaveLength(10);
  });

  it("that can't be repaired are not asked for and waited for only briefly", () => {
    open(false, 50);
    push(1, 0);
    push(3, 10);
    queue.tick(40);
    expect(order()).toEqual([1]);
    queue.tick(61);
    expect(delivered.at(-1)).toEqual({ sequence: 3, lost: 1 });
    expect(asked).toEqual([]);
  });

  it("after a jump begin anew, with a loss, instead of filling memory", () => {
    push(1);
    push(30_000);
    push(30_001);
    expect(delivered).toEqual([
      { sequence: 1, lost: 0 },
      { sequence: 30_000, lost: 1 },
      { sequence: 30_001, lost: 0 },
    ]);
    expect(asked).toEqual([]);
  });
});
