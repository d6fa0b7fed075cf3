import { type Logger, pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type CloudflareEmulator, startCloudflareEmulator } from "../../../emulators/cloudflare/server";
import type { Actor } from "../../auth/actor";
import { db, notify } from "../../db/client";
import { auditLog, providerOptions } from "../../db/schema";
import { mediaSources } from "../../media-sources";
import { getProviderDesk } from "../../settings/get-provider-desk";
import { followProviderOptions, loadProviderOptions } from "../../settings/load-provider-options";
import { setProviderOptions } from "../../settings/set-provider-options";
import { PROVIDER_OPTIONS_CHANGED } from "../../settings/stored-options";
import { testProvider } from "../../settings/test-provider";
import { createStream } from "../../streams/create-stream";
import { getStream } from "../../streams/get-stream";
import { startObserving } from "../../streams/observe-streams";
import { makeActor } from "../../testing/accounts";
import { useEnvironment } from "../../testing/app-environment";
import { useBackend } from "../../testing/backend";
import { toAppError } from "../../to-app-error";
import { capabilitiesOf } from "../capabilities-of";
import { getProvider, isConfigured } from "../get-provider";
import { environmentOf, replaceStoredOptions } from "../options-of";
import { cloudflare } from "./index";

const ID = "cloudflare";
const backend = useBackend();
let cloud: CloudflareEmulator;
let admin: Actor;

beforeAll(async () => {
  cloud = await startCloudflareEmulator();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  // As the machine has it: where the stand-in is, and nothing of the account.
  const { CLOUDFLARE_API_URL = "", CLOUDFLARE_PLAYBACK_URL = "" } = cloud.environment();
  useEnvironment({
    MEDIA_CONTROL_URL: backend.media.url,
    CLOUDFLARE_API_URL,
    CLOUDFLARE_PLAYBACK_URL,
    CLOUDFLARE_CUSTOMER_CODE: "",
    CLOUDFLARE_PAIR: "",
  });
  cloud.account.inputs.clear();
  admin = await makeActor("admin");
});

/** What an administrator pastes. */
function pasted(): Record<string, string> {
  const given = cloud.environment();
  const { CLOUDFLARE_API_URL: _api, CLOUDFLARE_PLAYBACK_URL: _playback, ...rest } = given;
  return rest;
}

const save = (set: Record<string, string>, remove: string[] = []) =>
  setProviderOptions(admin, { id: ID, set, remove });
const optionOf = async (name: string) =>
  (await getProviderDesk(admin, ID, "en")).options.find((one) => one.name === name);

test("what an admin pastes makes the service one that streams go to, without a restart", async () => {
  expect(isConfigured(ID)).toBe(false);
  await save(pasted());
  expect(isConfigured(ID)).toBe(true);
  expect(mediaSources()).toContain(cloud.origin);
  expect((await testProvider(admin, ID))?.every(({ ok }) => ok)).toBe(true);
  await createStream(admin, { title: "Konpa", provider: ID });
  expect(cloud.account.inputs.size).toBe(1);
});

test("it is kept sealed, and comes back as its end and its time alone", async () => {
  await save(pasted());
  const token = await optionOf("CLOUDFLARE_API_TOKEN");
  expect(token).toMatchObject({
    source: "stored",
    value: null,
    ending: cloud.apiToken.slice(-4),
    setAt: expect.any(Number),
  });
  const rows = await (await db()).select().from(providerOptions);
  const audit = await (await db()).select().from(auditLog);
  expect(rows).toHaveLength(Object.keys(pasted()).length);
  const [entry] = audit.filter(({ action }) => action === "provider.options-changed");
  expect(entry).toMatchObject({ target: ID, actor: { id: admin.userId } });
  expect(entry?.after).toEqual({ set: Object.keys(pasted()), removed: [] });
  const told = JSON.stringify([rows, audit, await getProviderDesk(admin, ID, "ht")]);
  expect(told).not.toContain(cloud.apiToken);
  for (const line of cloud.account.signingKey.pem.split("\n").filter((text) => text.length > 20))
    expect(told).not.toContain(line);
});

test("the environment's word wins, field by field, and can't be overruled from the page", async () => {
  await save({ ...pasted(), CLOUDFLARE_PAIR: "rtmps" });
  expect(capabilitiesOf(ID)?.ingest).toContain("rtmp");
  useEnvironment({ CLOUDFLARE_CUSTOMER_CODE: "fromoutside", CLOUDFLARE_PAIR: "whip" });
  await loadProviderOptions();
  expect(isConfigured(ID)).toBe(true);
  expect(capabilitiesOf(ID)?.ingest).toEqual(["whip"]);
  expect(await optionOf("CLOUDFLARE_CUSTOMER_CODE")).toMatchObject({
    source: "environment",
    value: "fromoutside",
    setAt: expect.any(Number),
  });
  expect(await optionOf("CLOUDFLARE_ACCOUNT_ID")).toMatchObject({
    source: "stored",
    value: cloud.accountId,
  });
  await expect(save({ CLOUDFLARE_CUSTOMER_CODE: "another" })).rejects.toMatchObject({
    fieldErrors: { CLOUDFLARE_CUSTOMER_CODE: ["option-fixed"] },
  });
});

test("where credentials are sent to is not for the page to say", async () => {
  const API_URL = "http://collector.example/client/v4";
  // Also where the environment says nothing of it.
  useEnvironment({ CLOUDFLARE_API_URL: "" });
  await expect(save({ ...pasted(), CLOUDFLARE_API_URL: API_URL })).rejects.toMatchObject({
    fieldErrors: { CLOUDFLARE_API_URL: ["option-fixed"] },
  });
  await expect(testProvider(admin, ID, { CLOUDFLARE_API_URL: API_URL })).rejects.toMatchObject({
    fieldErrors: { CLOUDFLARE_API_URL: ["option-fixed"] },
  });
  replaceStoredOptions(new Map([[ID, { ...pasted(), CLOUDFLARE_API_URL: API_URL }]]));
  expect(isConfigured(ID)).toBe(true);
  expect(environmentOf(cloudflare).CLOUDFLARE_API_URL).not.toBe(API_URL);
});

test("what can't be used is refused by field, repeats nothing of it, and leaves all as it was", async () => {
  const wrong = {
    ...pasted(),
    CLOUDFLARE_ACCOUNT_ID: "not-an-account",
    CLOUDFLARE_SIGNING_KEY: "not-a-key-at-all",
  };
  delete (wrong as Record<string, string>).CLOUDFLARE_CUSTOMER_CODE;
  const refusal = await save(wrong).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "invalid-input",
    fieldErrors: {
      CLOUDFLARE_ACCOUNT_ID: ["option-malformed"],
      CLOUDFLARE_SIGNING_KEY: ["option-malformed"],
      CLOUDFLARE_CUSTOMER_CODE: ["option-missing"],
    },
  });
  const told = `${JSON.stringify(refusal)} ${(refusal as Error).message}`;
  for (const value of ["not-an-account", "not-a-key-at-all", cloud.apiToken])
    expect(told).not.toContain(value);
  expect(await (await db()).select().from(providerOptions)).toEqual([]);
});

test("values are tried before they are stored, and a wrong token is named", async () => {
  const checks = await testProvider(admin, ID, { ...pasted(), CLOUDFLARE_API_TOKEN: "wrong-token-0001" });
  expect(checks?.[0]).toMatchObject({ ok: false, problem: "the token is not valid, or has expired" });
  expect((await testProvider(admin, ID, pasted()))?.every(({ ok }) => ok)).toBe(true);
  expect(isConfigured(ID)).toBe(false);
  expect((await getProviderDesk(admin, ID, "en")).state.health.lastTest).toBeNull();
});

test("a replaced key connects anew; what is removed is gone, and the service with it", async () => {
  await save({ ...pasted(), CLOUDFLARE_API_TOKEN: "wrong-token-0001" });
  const before = await getProvider(ID);
  expect((await testProvider(admin, ID))?.[0]?.ok).toBe(false);
  await save({ CLOUDFLARE_API_TOKEN: cloud.apiToken });
  expect(await getProvider(ID)).not.toBe(before);
  const { state } = await getProviderDesk(admin, ID, "en");
  expect(state.health.lastTest).toBeNull();
  expect((await testProvider(admin, ID))?.every(({ ok }) => ok)).toBe(true);
  await save({}, ["CLOUDFLARE_API_TOKEN"]);
  expect(isConfigured(ID)).toBe(false);
  expect(await optionOf("CLOUDFLARE_API_TOKEN")).toMatchObject({ source: "none", setAt: null });
});

test("a process that hears of it has it too, and looks at the streams there from then on", async () => {
  const stopObserving = startObserving();
  const stopFollowing = await followProviderOptions();
  await save(pasted());
  const { id } = await createStream(admin, { title: "Konpa", provider: ID });
  // As in a process that only hears of it.
  replaceStoredOptions(undefined);
  expect(isConfigured(ID)).toBe(false);
  await (await db()).transaction((tx) => notify(tx, PROVIDER_OPTIONS_CHANGED, ID));
  await expect.poll(() => isConfigured(ID), { timeout: 5_000 }).toBe(true);
  const [input] = cloud.account.inputs.keys();
  cloud.goLive(input ?? "");
  await expect.poll(async () => (await getStream(admin, id)).broadcast, { timeout: 15_000 }).toBe("live");
  stopObserving();
  stopFollowing();
}, 30_000);

test("the log says that options changed and failed, and never what they are", async () => {
  const lines: string[] = [];
  const holder: { __liveLogger?: Logger | undefined } & typeof globalThis = globalThis;
  const usual = holder.__liveLogger;
  // Without the product's own blanking: nothing has to be blanked.
  holder.__liveLogger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  try {
    await save(pasted());
    const wrong = { CLOUDFLARE_API_TOKEN: "x", CLOUDFLARE_SIGNING_KEY: "a-wrong-key-of-some-length" };
    toAppError(await save(wrong).catch((error: unknown) => error), "test");
    await save({ CLOUDFLARE_API_TOKEN: "wrong-token-0001" });
    await expect(createStream(admin, { title: "Konpa", provider: ID })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    useEnvironment({ ENCRYPTION_KEY: "another-key-of-more-than-32-characters" });
    await loadProviderOptions();
  } finally {
    holder.__liveLogger = usual;
  }
  const text = lines.join("");
  expect(text).toContain("sealed with another ENCRYPTION_KEY");
  for (const secret of [cloud.apiToken, "wrong-token-0001", "a-wrong-key-of-some-length"])
    expect(text).not.toContain(secret);
});

test("sealed with another key it counts as not given, and says so", async () => {
  await save(pasted());
  useEnvironment({ ENCRYPTION_KEY: "another-key-of-more-than-32-characters" });
  await loadProviderOptions();
  expect(isConfigured(ID)).toBe(false);
  expect(await optionOf("CLOUDFLARE_API_TOKEN")).toMatchObject({ isUnreadable: true, ending: null });
});

test("nobody but an admin reads, changes or tries anything", async () => {
  const creator = await makeActor("creator");
  for (const attempt of [
    getProviderDesk(creator, ID, "en"),
    setProviderOptions(creator, { id: ID, set: pasted(), remove: [] }),
    testProvider(creator, ID, pasted()),
  ])
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  await expect(setProviderOptions(admin, { id: "nobody", set: {}, remove: [] })).rejects.toMatchObject({
    code: "not-found",
  });
});
