import { afterEach, describe, expect, it } from "vitest";
import type { PublishVerdict } from "../../lib/wire/publish";
import { type FakeApp, startFakeApp } from "../testing/fake-app";
import { permit } from "../testing/serve-test-streams";
import { authorizePublish } from "./authorize-publish";

const secret = "a-secret-of-at-least-32-characters";
const request = { streamKey: "k".repeat(20), protocol: "rtmp", address: "203.0.113.9" } as const;

let app: FakeApp | null = null;
afterEach(async () => {
  await app?.close();
  app = null;
});

function ask(appUrl: string, more: { secret?: string; patienceMs?: number } = {}) {
  return authorizePublish({ appUrl, secret, serverId: "server-0001", now: Date.now, ...more }, request);
}

describe("whether a key may publish", () => {
  it.each<PublishVerdict>([permit, { allowed: false, reason: "unknown-key" }])(
    "is the app's word: %o",
    async (verdict) => {
      app = await startFakeApp(secret, () => verdict);
      expect(await ask(app.url)).toEqual(verdict);
      expect(app.asked).toEqual([{ ...request, serverId: "server-0001" }]);
    },
  );

  it("is asked again while the app restarts", async () => {
    let tries = 0;
    app = await startFakeApp(secret, () => (++tries < 3 ? 503 : permit));
    expect(await ask(app.url)).toEqual(permit);
  });

  it("is no when nobody answers in time", async () => {
    await expect(ask("http://127.0.0.1:9", { patienceMs: 400 })).rejects.toThrow("did not answer");
  });

  it("is no when the app refuses to talk or talks nonsense", async () => {
    app = await startFakeApp(secret, () => ({ allowed: true }) as never);
    await expect(ask(app.url)).rejects.toThrow();
    await expect(ask(app.url, { secret: "another-secret-of-32-characters-or-so" })).rejects.toThrow("401");
  });
});
