import { describe, expect, it } from "vitest";
import { findWished, type Quality } from "./quality";

const quality = (id: string, lines: number): Quality => ({ id, lines, isSource: id === "source" });
const OFFERED = [quality("source", 1080), quality("720p", 720), quality("360p", 360)];

describe("a wished quality", () => {
  it.each([
    ["auto", undefined],
    ["source", "source"],
    ["720p", "720p"],
    ["480p", "360p"],
    ["1440p", "source"],
    ["240p", undefined],
    ["nonsense", undefined],
  ])("%s is found as %s", (wish, found) => {
    expect(findWished(OFFERED, wish)?.id).toBe(found);
  });

  it("is nothing where there is no choice", () => {
    expect(findWished([quality("source", 1080)], "source")).toBeNull();
  });
});
