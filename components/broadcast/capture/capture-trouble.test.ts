import { expect, test } from "vitest";
import { troubleOf } from "./capture-trouble";

const rejection = (name: string, message = "") => Object.assign(new Error(message), { name });

test.each([
  [rejection("NotAllowedError", "Permission denied"), "denied"],
  [rejection("NotAllowedError", "Permission dismissed"), "dismissed"],
  [rejection("NotAllowedError", "Permission denied by system"), "denied-by-system"],
  [rejection("NotFoundError", "Requested device not found"), "absent"],
  [rejection("OverconstrainedError"), "absent"],
  [rejection("NotReadableError", "Could not start video source"), "busy"],
  [rejection("TypeError"), "failed"],
  ["nothing known", "failed"],
] as const)("%s means %s", (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble);
});
