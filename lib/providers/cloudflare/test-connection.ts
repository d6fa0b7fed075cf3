import { z } from "zod";
import type { ConnectionCheck } from "../contract";
import { isProviderError } from "../errors";
import { SigningKeys } from "./answers";
import { type Api, failure } from "./api";
import type { CloudflareOptions } from "./index";
import { partOf, readStorage, type Storage } from "./storage";

const STORAGE = "Prepaid storage";
/** An id that no live input has. */
const NOBODY = "0".repeat(32);
const PERMISSIONS = z.object({ viewer: z.object({ accounts: z.array(z.unknown()).min(1) }) });

/** What each look needs, in the vendor's own words for the token's permissions. */
export async function testConnection(
  api: Api,
  options: CloudflareOptions,
): Promise<readonly ConnectionCheck[]> {
  const operation = "testConnection";
  const read = "the token lacks the permission Stream: Read";
  const ask = (path: string) => api.call({ operation, method: "GET", path, answer: z.unknown() });
  let storage: Storage | null = null;
  const seen = (found: Storage) => {
    storage = found;
  };
  const checks: readonly (readonly [check: string, missing: string, work: () => Promise<unknown>])[] = [
    ["Stream: Read", read, () => ask("/live_inputs")],
    ["Stream: Write", "the token lacks the permission Stream: Write", () => canWrite(api)],
    [
      "Account Analytics: Read",
      "the token lacks the permission Account Analytics: Read",
      () => canMeter(api, options),
    ],
    [STORAGE, read, () => hasRoom(api, seen)],
    ...(options.signing ? ([["Signing key", read, () => hasKey(api, options)]] as const) : []),
  ];
  const outcomes: ConnectionCheck[] = [];
  // One after another: the first wrong credential should not use up what is left of the budget.
  for (const [check, missing, work] of checks) {
    const problem = await work().then(
      () => null,
      (error: unknown) => problemOf(error, missing),
    );
    const quota = check === STORAGE ? { quota: quotaOf(storage) } : {};
    outcomes.push({ check, ok: problem === null, problem, ...quota });
  }
  return outcomes;
}

function quotaOf(storage: Storage | null): ConnectionCheck["quota"] {
  if (!storage || storage.limit === null) return null;
  return { used: storage.used, limit: storage.limit, unit: "minute" };
}

function problemOf(error: unknown, missing: string): string {
  if (!isProviderError(error)) throw error;
  if (error.code !== "unauthenticated") return error.message;
  return error.status === 401 ? "the token is not valid, or has expired" : missing;
}

/** Asks to change what does not exist: whoever may not write is told so before whether it exists. */
async function canWrite(api: Api): Promise<void> {
  try {
    const path = `/live_inputs/${NOBODY}`;
    await api.call({ operation: "testConnection", method: "PUT", path, body: {}, answer: null });
  } catch (error) {
    if (!isProviderError(error) || error.code !== "not-found") throw error;
  }
}

async function canMeter(api: Api, { accountId }: CloudflareOptions): Promise<void> {
  const query = `query ($account: string!) { viewer { accounts(filter: { accountTag: $account }) {
    streamMinutesViewedAdaptiveGroups(limit: 1) { sum { minutesViewed } } } } }`;
  try {
    await api.graphql("testConnection", query, { account: accountId }, PERMISSIONS);
  } catch (error) {
    // GraphQL answers with 200 and no data where the token may not ask.
    if (!isProviderError(error) || error.code !== "unexpected-response") throw error;
    throw failure("unauthenticated", "testConnection", "no analytics", { status: 403 });
  }
}

/** Tells how much is used also where all of it is. */
async function hasRoom(api: Api, seen: (storage: Storage) => void): Promise<void> {
  const storage = await readStorage(api, "testConnection");
  seen(storage);
  if (partOf(storage) >= 1)
    throw failure(
      "quota-exceeded",
      "testConnection",
      "the prepaid storage is used up, so no broadcast can start",
    );
}

async function hasKey(api: Api, { signing }: CloudflareOptions): Promise<void> {
  const keys = await api.call({
    operation: "testConnection",
    method: "GET",
    path: "/keys",
    answer: SigningKeys,
  });
  if (!keys.some(({ id }) => id === signing?.id))
    throw failure(
      "misconfigured",
      "testConnection",
      "the account has no signing key with CLOUDFLARE_SIGNING_KEY_ID",
    );
}
