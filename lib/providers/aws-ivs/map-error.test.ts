import { expect, test } from "vitest";
import { mapError } from "./map-error";

const thrown = (name: string, message: string, httpStatusCode = 403) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

test.each([
  ["InvalidSignatureException", "Signature expired: 20261128T051300Z is now earlier than 20261128T051800Z"],
  ["InvalidSignatureException", "Signature not yet current: 20261128T053300Z"],
  ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
])("a clock that is 10 minutes off is named as what is wrong: %s %s", (name, message) => {
  expect(mapError("observe", "ListStreams", thrown(name, message))).toMatchObject({
    code: "unauthenticated",
    message: expect.stringContaining("clock"),
  });
});

test("a wrong secret is not taken for a wrong clock, and the service's own text stays out", () => {
  const error = mapError(
    "observe",
    "ListStreams",
    thrown("InvalidSignatureException", "The signature for AKIASECRET does not match."),
  );
  expect(error.message).toContain("secret key");
  expect(error.message).not.toContain("AKIASECRET");
});
