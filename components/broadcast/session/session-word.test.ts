import { expect, test } from "vitest";
import { sessionWord } from "./session-word";

test.each([
  [409, "already-publishing", "occupied"],
  [401, "revoked-key", "key-changed"],
  [401, "unknown-key", "key-changed"],
  [403, "suspended", "suspended"],
  [403, "stream-ended", "stream-ended"],
  [406, "video-codec-unsupported", "codec"],
  [429, "rate-limited", "busy"],
  [503, "unavailable", "busy"],
  [400, "malformed-sdp", "refused"],
])("%i %s is told as %s", (status, error, word) => {
  expect(sessionWord({ kind: "refused", status, error })).toBe(word);
});
