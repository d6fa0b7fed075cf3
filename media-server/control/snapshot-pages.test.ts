import { expect, it } from "vitest";
import { WaitingPages } from "./snapshot-pages";

const drain = (pages: WaitingPages<string>) => {
  const told: string[] = [];
  for (let page = pages.next(); page; page = pages.next()) told.push(page);
  return told;
};

it("a report under way is finished before a newer one begins, or its last streams would never be heard of", () => {
  const pages = new WaitingPages<string>();
  pages.offer(() => ["a1", "a2", "a3"]);
  expect(pages.next()).toBe("a1");
  pages.offer(() => ["b1", "b2", "b3"]);
  expect(drain(pages)).toEqual(["a2", "a3"]);
  pages.offer(() => ["c1", "c2"]);
  expect(drain(pages)).toEqual(["c1", "c2"]);
});

it("of reports that wait only the newest is told, and one that is not taken is forgotten", () => {
  const pages = new WaitingPages<string>();
  pages.offer(() => ["a1", "a2"]);
  pages.offer(() => ["b1", "b2"]);
  expect(pages.next()).toBe("b1");
  pages.forget();
  expect(pages.size).toBe(0);
  pages.offer(() => ["c1"]);
  expect(drain(pages)).toEqual(["c1"]);
});
