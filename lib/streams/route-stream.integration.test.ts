import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import { applyPolicy } from "../policies/apply-policy";
import { forgetActivePolicy, getActivePolicy } from "../policies/get-active-policy";
import { savePolicyDraft } from "../policies/save-draft";
import { forgetProviders } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { createStream } from "./create-stream";
import { planStream } from "./plan-stream";

const idWith = (kind: "whep" | "p2p") =>
  listProviders().find(({ capabilities }) => capabilities.playback.includes(kind))?.id ?? "";
const OWN = idWith("whep");
const ROOMS = idWith("p2p");
const BILLED = listProviders().find(({ capabilities }) => capabilities.billing !== "none")?.id ?? "";

const backend = useBackend();
let admin: Actor;
let creator: Actor;

beforeEach(async () => {
  admin = await makeActor("admin");
  creator = await makeActor("creator", "Nadège Pierre");
});
afterEach(async () => {
  await forgetActivePolicy();
  forgetProviders();
});

async function apply(rules: unknown[], rest: object = {}): Promise<void> {
  const policy = {
    ...{ version: "policy/1", id: "test", rules, otherwise: [OWN] },
    ...{ creatorsMayChoose: true, creatorChoices: [], ...rest },
  };
  const { id } = await savePolicyDraft(admin, policy);
  await applyPolicy(admin, { id, reason: "test" });
  await vi.waitFor(async () => expect((await getActivePolicy())?.id).toBe(id));
}

test("a rule by label sends the creator's next stream elsewhere, and the plan has told so before", async () => {
  const wish = { contentLabel: "gaming" } as const;
  expect((await createStream(creator, { title: "Before", ...wish })).provider.id).toBe(OWN);
  await apply([{ id: "games", when: { labels: ["gaming"] }, use: [ROOMS] }]);
  const plan = await planStream(creator, wish);
  const stream = await createStream(creator, { title: "After", ...wish });
  expect(stream.provider.id).toBe(ROOMS);
  expect(stream.decision).toMatchObject({
    because: [{ type: "rule", rule: "games" }],
    policy: "test",
    request: { label: "gaming", tier: "free", creatorId: creator.userId },
  });
  expect(plan.receipt.chosen).toBe(ROOMS);
  expect(plan.receipt.because).toEqual(stream.decision.because);
  expect((await createStream(creator, { title: "Talk", contentLabel: "casual-chat" })).provider.id).toBe(OWN);
});

test("more viewers than a room holds go to the next that may", async () => {
  await apply([{ id: "games", when: { labels: ["gaming"] }, use: [ROOMS] }]);
  const stream = await createStream(creator, {
    ...{ title: "Final", contentLabel: "gaming", expectedViewers: 5_000 },
  });
  expect(stream.provider.id).toBe(OWN);
  expect(stream.decision.rejected).toEqual([
    { provider: ROOMS, because: expect.objectContaining({ type: "audience" }) },
  ]);
  expect(stream.providerLabels[ROOMS]).toBeTruthy();
});

test("a creator may ask for what the policy lets them, and is offered nothing else", async () => {
  await apply([], { creatorsMayChoose: false });
  const ask = (actor: Actor) => createStream(actor, { title: "Mine", provider: ROOMS });
  await expect(ask(creator)).rejects.toMatchObject({ code: "forbidden" });
  expect((await planStream(creator, {})).carriers).toEqual([]);
  expect((await ask(admin)).decision.because).toEqual([{ type: "admin-chose" }]);
  await apply([], { creatorsMayChoose: false, creatorChoices: [ROOMS] });
  expect((await planStream(creator, {})).carriers.map(({ id }) => id)).toEqual([ROOMS]);
  expect((await ask(creator)).provider.id).toBe(ROOMS);
});

test("a provider that can't make the channel is passed over for the next, and the receipt says so", async () => {
  // Nobody listens on a port that was never opened.
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const nowhere = "http://127.0.0.1:1";
  useEnvironment({
    MEDIA_CONTROL_URL: backend.media.url,
    AWS_IVS_REGION: "us-east-1",
    AWS_IVS_ACCESS_KEY_ID: "test",
    AWS_IVS_SECRET_ACCESS_KEY: "test-secret",
    AWS_IVS_ENDPOINT: nowhere,
    AWS_IVS_PLAYBACK_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    AWS_IVS_PLAYBACK_KEY_ARN: "arn:aws:ivs:us-east-1:123456789012:playback-key/abcdefgh",
  });
  await apply([{ id: "everybody", when: {}, use: [BILLED, OWN] }]);
  const stream = await createStream(creator, { title: "Goes on" });
  expect(stream.provider.id).toBe(OWN);
  expect(stream.decision.rejected).toEqual([{ provider: BILLED, because: { type: "failed" } }]);
  expect(stream.decision.because).toEqual([{ type: "rule", rule: "everybody" }, { type: "fallback" }]);
  // Who asked for one provider hears that it is not there.
  await expect(createStream(admin, { title: "That one", provider: BILLED })).rejects.toMatchObject({
    provider: BILLED,
  });
});

test("who is no creator plans nothing", async () => {
  await expect(planStream(await makeActor("viewer"), {})).rejects.toMatchObject({ code: "forbidden" });
});
