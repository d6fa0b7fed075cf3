import { expect, it } from "vitest";
import { type AfterTurn, TurnBatch } from "./turn-batch";

function collecting() {
  const turns: (() => void)[] = [];
  const delivered: number[][] = [];
  const afterTurn: AfterTurn = (act) => turns.push(act);
  const batch = new TurnBatch<number>((items) => delivered.push([...items]), afterTurn);
  const endTurn = () => {
    for (const act of turns.splice(0)) act();
  };
  return { batch, delivered, endTurn };
}

it("delivers what one turn brought together, in its order", () => {
  const { batch, delivered, endTurn } = collecting();
  for (const item of [1, 2, 3]) batch.add(item);
  expect(delivered).toEqual([]);
  endTurn();
  batch.add(4);
  endTurn();
  expect(delivered).toEqual([[1, 2, 3], [4]]);
});

it("delivers nothing twice and keeps nothing back when it is asked to deliver at once", () => {
  const { batch, delivered, endTurn } = collecting();
  batch.add(1);
  batch.flush();
  batch.add(2);
  endTurn();
  endTurn();
  batch.flush();
  expect(delivered).toEqual([[1], [2]]);
});
