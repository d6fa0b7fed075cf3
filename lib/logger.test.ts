import { pino } from "pino";
import { expect, test } from "vitest";
import { withoutParameters } from "./logger";

test("a failed query is logged without the values it carried, however deep it lies", () => {
  const driver = Object.assign(new Error("duplicate key"), {
    detail: "Key (email)=(marie@example.org) exists",
  });
  const query = new Error(
    "Failed query: insert into users values ($1)\nparams: marie@example.org,$argon2id$hash",
    {
      cause: driver,
    },
  );
  Object.assign(query, { params: ["$argon2id$hash"] });
  for (const error of [query, new Error("outer", { cause: query })]) {
    const logged = JSON.stringify(withoutParameters(pino.stdSerializers.err(error)));
    expect(logged).not.toContain("argon2id");
    expect(logged).not.toContain("marie@example.org");
    expect(logged).toMatch(/insert into users|outer/);
  }
});
