import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "../lib/auth/actor";
import { db } from "../lib/db/client";
import { auditLog, streams } from "../lib/db/schema";
import { createStream } from "../lib/streams/create-stream";
import { getIngest } from "../lib/streams/get-ingest";
import { makeActor } from "../lib/testing/accounts";
import { useEnvironment as workIn } from "../lib/testing/app-environment";
import { useBackend as backendOf } from "../lib/testing/backend";
import { type CloudflareEmulator, startCloudflareEmulator } from "./cloudflare/server";
import { type IvsEmulator, startIvsEmulator } from "./ivs/server";

const backend = backendOf();
let admin: Actor;
let cloudflare: CloudflareEmulator;
let ivs: IvsEmulator;

beforeEach(async () => {
  [cloudflare, ivs] = await Promise.all([startCloudflareEmulator(), startIvsEmulator()]);
  workIn({ MEDIA_CONTROL_URL: backend.media.url, ...cloudflare.environment(), ...ivs.environment() });
  admin = await makeActor("admin");
});
afterEach(async () => {
  await Promise.all([cloudflare.stop(), ivs.stop()]);
});

async function makeStream(provider: string): Promise<{ id: string; ref: string }> {
  const { id } = await createStream(admin, { title: "Behind our back", provider });
  const [row] = await (await db()).select().from(streams).where(eq(streams.id, id));
  return { id, ref: row?.providerRef ?? "" };
}
const keysOf = async (id: string) => (await getIngest(admin, id)).map(({ streamKey }) => streamKey).sort();
const deeds = async () => (await (await db()).select().from(auditLog)).map(({ action }) => action);

test.each(["cloudflare", "aws-ivs"])(
  "a key that was changed at %s is shown and kept, once",
  async (provider) => {
    const { id, ref } = await makeStream(provider);
    const before = await keysOf(id);
    expect(await keysOf(id)).toEqual(before);
    expect(await deeds()).not.toContain("stream-key.changed-elsewhere");
    if (provider === "aws-ivs") {
      const old = ivs.account.keyOf(ref);
      ivs.account.keys.delete(old?.arn ?? "");
      ivs.account.newKey(ref);
    } else {
      const input = cloudflare.account.inputs.get(ref);
      if (!input) throw new Error("no such input");
      cloudflare.account.inputs.set(ref, {
        ...input,
        secrets: { ...input.secrets, streamKey: "f".repeat(32) },
      });
    }
    const after = await keysOf(id);
    expect(after).not.toEqual(before);
    expect(await keysOf(id)).toEqual(after);
    expect((await deeds()).filter((action) => action === "stream-key.changed-elsewhere")).toHaveLength(1);
  },
);

test("while the service does not answer, the key that is known is shown", async () => {
  const { id } = await makeStream("cloudflare");
  const before = await keysOf(id);
  cloudflare.behave("outage");
  expect(await keysOf(id)).toEqual(before);
});
