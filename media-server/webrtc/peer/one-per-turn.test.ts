import { expect, it } from "vitest";
import { OnePerTurn } from "./one-per-turn";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("lets one go on per turn, in the order in which they came", async () => {
  const turns = new OnePerTurn();
  const entered: number[] = [];
  for (let caller = 0; caller < 3; caller++) void turns.enter(10).then(() => entered.push(caller));
  const seen: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    await nextTurn();
    seen.push(entered.length);
  }
  expect(entered).toEqual([0, 1, 2]);
  expect(seen.every((count, index) => count <= index + 1)).toBe(true);
});

it("turns away whoever comes when so many wait that it would take too long", async () => {
  const turns = new OnePerTurn();
  const answers = [1, 2, 3, 4].map(() => turns.enter(3));
  expect(await answers[3]).toBe(false);
  expect(await Promise.all(answers.slice(0, 3))).toEqual([true, true, true]);
  expect(await turns.enter(1)).toBe(true);
});
