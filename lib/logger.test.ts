import { spawnSync } from "node:child_process";
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

test("what the process logs holds no secret, in fields and in words, at any depth", () => {
  const secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7";
  const script = `
    import { logger } from "./lib/logger.ts";
    const secret = ${JSON.stringify(secret)};
    const log = logger();
    log.info({ token: secret, a: { password: secret, b: { c: { d: { streamKey: secret } } } } }, "fields");
    log.child({ authorization: "Bearer " + secret }).warn("GET /live/0123456789/~" + secret + "/index.m3u8");
    log.error({ err: new Error("rtmp://media.example/live/" + secret) }, "connect postgres://u:" + secret + "@h/d");
  `;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const { stderr, status } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "info" },
  });
  expect(status).toBe(0);
  expect(stderr.trim().split("\n")).toHaveLength(3);
  expect(stderr).not.toContain(secret);
  for (const line of stderr.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
});
