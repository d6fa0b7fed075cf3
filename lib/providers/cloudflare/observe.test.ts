import { expect, test } from "vitest";
import type { ChannelRef, Observation } from "../contract";
import { ProviderError, type ProviderErrorCode } from "../errors";
import { createObserver } from "./observe";

const refs = (count: number): ChannelRef[] =>
  Array.from({ length: count }, (_, index) => ({ provider: "cloudflare", id: `input-${index}` }));
const idle = (ref: ChannelRef): Observation => ({ ref, status: null, broadcastId: null, liveSince: null });
const failing = (code: ProviderErrorCode) =>
  new ProviderError({ code, provider: "cloudflare", operation: "observe", message: "said no" });

test("when nobody is answered, the look is an outage, and the rest of a long list is not waited for", async () => {
  let asked = 0;
  const look = createObserver(async () => {
    asked += 1;
    throw failing(asked % 2 ? "timeout" : "unavailable");
  });
  await expect(look(refs(500))).rejects.toMatchObject({ code: expect.stringMatching(/timeout|unavailable/) });
  expect(asked).toBeLessThan(100);
});

test("one that is answered is found, whatever became of the others", async () => {
  const look = createObserver(async (ref) => {
    if (ref.id !== "input-3") throw failing("unavailable");
    return idle(ref);
  });
  expect((await look(refs(5))).map(({ ref }) => ref.id)).toEqual(["input-3"]);
});

test.each(["rate-limited", "unexpected-response"] as const)(
  "%s is an answer of a sort, and no outage",
  async (code) => {
    const look = createObserver(async () => {
      throw failing(code);
    });
    expect(await look(refs(3))).toEqual([]);
  },
);

test("nothing to look at is no outage", async () => {
  expect(await createObserver(async (ref) => idle(ref))([])).toEqual([]);
});
