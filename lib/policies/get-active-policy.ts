import "server-only";
import { db, listen } from "../db/client";
import { findActive } from "./activate";
import { POLICY_CHANGED, type PolicyVersion, toPolicyVersion } from "./policy-version";

interface Kept {
  active: Promise<PolicyVersion | null> | null;
  stop: () => Promise<void>;
}
const holder: { __livePolicy?: Promise<Kept> | undefined } & typeof globalThis = globalThis;

/** The version that decides; null before the first was applied. Kept by this process until any process changes it. */
export async function getActivePolicy(): Promise<PolicyVersion | null> {
  holder.__livePolicy ??= follow();
  const kept = await holder.__livePolicy.catch((error: unknown) => {
    holder.__livePolicy = undefined;
    throw error;
  });
  kept.active ??= read();
  const { active } = kept;
  return active.catch((error: unknown) => {
    if (kept.active === active) kept.active = null;
    throw error;
  });
}

/** Listens before it reads, so that no change falls in between. */
async function follow(): Promise<Kept> {
  const kept: Kept = { active: null, stop: async () => {} };
  kept.stop = await listen(POLICY_CHANGED, () => {
    kept.active = null;
  });
  return kept;
}

async function read(): Promise<PolicyVersion | null> {
  const row = await findActive(await db());
  return row && toPolicyVersion(row);
}

/** For tests, whose databases come and go. */
export async function forgetActivePolicy(): Promise<void> {
  const kept = await holder.__livePolicy;
  holder.__livePolicy = undefined;
  await kept?.stop();
}
