import { afterEach, expect, test, vi } from "vitest";
import { db } from "../db/client";
import { auditLog } from "../db/schema";
import { applyPolicy } from "../policies/apply-policy";
import { forgetActivePolicy } from "../policies/get-active-policy";
import { savePolicyDraft } from "../policies/save-draft";
import { FAILURES_TO_OPEN } from "../providers/circuit";
import { getProvider } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { mediaRun, snapshot } from "../testing/media-events";
import { listProviderStates } from "./list-provider-states";
import { tryProviderNow } from "./try-provider-now";

const backend = useBackend();
const OTHER = listProviders().find(({ id }) => id !== DEFAULT_PROVIDER)?.id ?? "";
afterEach(forgetActivePolicy);
const GONE = "http://127.0.0.1:9";

async function stateOf(actor: Parameters<typeof listProviderStates>[0]) {
  const found = (await listProviderStates(actor)).find(({ id }) => id === DEFAULT_PROVIDER);
  if (!found) throw new Error("the default provider is listed");
  return found;
}

async function breakDefault() {
  useEnvironment({ MEDIA_CONTROL_URL: GONE });
  const provider = await getProvider(DEFAULT_PROVIDER);
  for (let call = 0; call < FAILURES_TO_OPEN; call += 1)
    await provider.getStatus({ provider: DEFAULT_PROVIDER, id: "nobody" }).catch(() => null);
  return provider;
}

test("operators see what is on air where, and that a provider stopped answering", async () => {
  useEnvironment({ MEDIA_CONTROL_URL: backend.media.url });
  const [admin, creator] = [await makeActor("admin"), await makeActor("creator")];
  const { id } = await createStream(creator, { title: "Konpa" });
  await sendEvent(mediaRun(1)({ type: "stream.live", stream: snapshot(id) }));
  expect(await stateOf(admin)).toMatchObject({
    isDefault: true,
    isConfigured: true,
    streamsOnAir: 1,
    health: { state: "closed" },
  });
  const policy = {
    ...{ version: "policy/1", id: "elsewhere", rules: [], otherwise: [OTHER, DEFAULT_PROVIDER] },
    ...{ creatorsMayChoose: false, creatorChoices: [] },
  };
  const draft = await savePolicyDraft(admin, policy);
  await applyPolicy(admin, { id: draft.id, reason: "test" });
  await vi.waitFor(async () => expect((await stateOf(admin)).isDefault).toBe(false));
  await breakDefault();
  const { health } = await stateOf(admin);
  expect(health).toMatchObject({ state: "open", faults: [{ operation: "getStatus" }, {}, {}, {}, {}] });
});

test("an admin's try is made at once and is on record; nobody else may", async () => {
  const [admin, creator] = [await makeActor("admin"), await makeActor("creator")];
  const provider = await breakDefault();
  const ref = { provider: DEFAULT_PROVIDER, id: "nobody" };
  await expect(provider.getStatus(ref)).rejects.toMatchObject({ retryAfterMs: expect.any(Number) });
  for (const attempt of [listProviderStates(creator), tryProviderNow(creator, DEFAULT_PROVIDER)])
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  await expect(tryProviderNow(admin, "nobody")).rejects.toMatchObject({ code: "not-found" });
  await tryProviderNow(admin, DEFAULT_PROVIDER);
  await expect(provider.getStatus(ref)).rejects.toMatchObject({ retryAfterMs: undefined });
  const actions = (await (await db()).select().from(auditLog)).map(({ action }) => action);
  expect(actions).toContain("provider.retried");
});
