import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("holds no secret, in fields and in words, at any depth", () => {
  const secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7";
  const script = `
    import { createLog } from "./media-server/log.ts";
    const secret = ${JSON.stringify(secret)};
    const log = createLog("debug");
    log.debug({ streamKey: secret, request: { headers: { x: { cookie: secret } } } }, "fields");
    log.info("GET /live/0123456789abcdef/~" + secret + "/source/media.m3u8");
    log.warn({ said: "Authorization: Bearer " + secret, url: "rtmp://127.0.0.1/live/" + secret }, "words");
  `;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(status).toBe(0);
  const lines = stdout.trim().split("\n");
  expect(lines).toHaveLength(3);
  expect(stdout).not.toContain(secret);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});
