import { expect, test } from "vitest";
import { getProvider, listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { testProvider } from "./test-provider";

const backend = useBackend();

test("a provider that is not set up fails by a check that says what is missing, for admins only", async () => {
  useEnvironment({ MEDIA_CONTROL_URL: backend.media.url });
  const [admin, creator] = [await makeActor("admin"), await makeActor("creator")];
  const unset = listProviders().find(({ id }) => !listConfigured().includes(id));
  if (!unset) throw new Error("the tests' environment sets up every provider");
  const checks = await testProvider(admin, unset.id);
  expect(checks).toEqual([
    { check: "connect", ok: false, problem: expect.stringMatching(/[A-Z]+_[A-Z_]+: /) },
  ]);
  await expect(testProvider(creator, unset.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(testProvider(admin, "nobody")).rejects.toMatchObject({ code: "not-found" });
});

test("a provider's own checks are handed on, and none are invented", async () => {
  useEnvironment({ MEDIA_CONTROL_URL: backend.media.url });
  const admin = await makeActor("admin");
  expect(await testProvider(admin, DEFAULT_PROVIDER)).toBeNull();
  const provider = await getProvider(DEFAULT_PROVIDER);
  const checks = [{ check: "read", ok: false, problem: "Allow it to read." }];
  provider.testConnection = async () => checks;
  expect(await testProvider(admin, DEFAULT_PROVIDER)).toEqual(checks);
});
