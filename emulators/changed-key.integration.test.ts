import { expect, test } from "vitest";
import { db } from "../lib/db/client";
import { auditLog } from "../lib/db/schema";
import { getIngest } from "../lib/streams/get-ingest";
import { withAccounts } from "./testing/with-accounts";

const accounts = withAccounts();
const keysOf = async (id: string) =>
  (await getIngest(accounts().admin, id)).map(({ streamKey }) => streamKey).sort();
const deeds = async () => (await (await db()).select().from(auditLog)).map(({ action }) => action);

test.each(["cloudflare", "aws-ivs"])(
  "a key that was changed at %s is shown and kept, once",
  async (provider) => {
    const { id, ref } = await accounts().makeStream(provider);
    const before = await keysOf(id);
    expect(await keysOf(id)).toEqual(before);
    expect(await deeds()).not.toContain("stream-key.changed-elsewhere");
    if (provider === "aws-ivs") {
      const old = accounts().ivs.account.keyOf(ref);
      accounts().ivs.account.keys.delete(old?.arn ?? "");
      accounts().ivs.account.newKey(ref);
    } else {
      const input = accounts().cloudflare.account.inputs.get(ref);
      if (!input) throw new Error("no such input");
      accounts().cloudflare.account.inputs.set(ref, {
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
  const { id } = await accounts().makeStream("cloudflare");
  const before = await keysOf(id);
  accounts().cloudflare.behave("outage");
  expect(await keysOf(id)).toEqual(before);
});
