import { expect, it } from "vitest";
import type { Choice } from "./engines";
import { WayList } from "./way-list";

const way = (name: string): Choice => ({
  source: { kind: "flv", url: `https://m.test/${name}` },
  entry: { name, kind: "flv", canPlay: () => true, load: () => Promise.reject(new Error("not loaded")) },
});
const names = ["best", "second", "last"];
const open = () => new WayList(names.map(way));
const now = (list: WayList) => list.now?.entry.name;

it("goes on to the next, and after the last begins a new round", () => {
  const list = open();
  expect([list.setAside(false), now(list), list.hasOther]).toEqual([true, "second", true]);
  expect([list.setAside(true), now(list), list.hasOther]).toEqual([true, "last", false]);
  expect([list.setAside(false), now(list)]).toEqual([false, "best"]);
});

it("begins with the best again when something answers, but not with what can't work", () => {
  const list = open();
  list.setAside(true);
  list.setAside(false);
  list.startOver();
  expect(now(list)).toBe("second");
});

it("never gives a dropped way another turn, and ends with none", () => {
  const list = open();
  list.drop();
  list.setAside(false);
  list.drop();
  expect(now(list)).toBe("second");
  list.drop();
  expect(list.now).toBeNull();
});

it("keeps aside what was, in another order too", () => {
  const ways = names.map(way);
  const list = new WayList(ways);
  list.setAside(true);
  list.replace([...ways].reverse());
  list.setAside(false);
  expect(now(list)).toBe("second");
});
