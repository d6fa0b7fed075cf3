import { expect, test } from "vitest";
import { safeReturnPath } from "./safe-return-path";

test.each([
  ["/studio/streams", "/studio/streams"],
  ["/watch/abc?t=1", "/watch/abc?t=1"],
  ["//evil.example/x", null],
  ["/\\evil.example", null],
  ["/.//evil.example", null],
  ["/x/..//evil.example", null],
  ["/%2e/\\evil.example", null],
  ["https://evil.example/", null],
  ["javascript:alert(1)", null],
  ["studio", null],
  [undefined, null],
  [["/a", "/b"], null],
])("after signing in, %s leads to %s", (asked, expected) => {
  expect(safeReturnPath(asked)).toBe(expected);
});
