import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { AppError } from "../errors";
import type { ConnectionCheck, ProviderDefinition, ProviderId, StreamProvider } from "../providers/contract";
import { isProviderError } from "../providers/errors";
import { connectWith, getProvider } from "../providers/get-provider";
import { healthRecord } from "../providers/health";
import { storedOptions } from "../providers/options-of";
import { findProvider } from "../providers/registry";
import { assertChangeable, checkOptions } from "./check-options";

/** Longer than one call may take, since a test asks several things; in ms. */
const DEADLINE_MS = 20_000;

/**
 * Tests a provider as it is set up, or as it would be with values that are not stored yet, and changes nothing there. Null
 * where it can't be tested apart from using it; what keeps it from being asked at all is a failed check, not an error.
 * Throws `forbidden`, `not-found`, or `invalid-input` with a complaint per field of the draft.
 */
export async function testProvider(
  actor: Actor,
  id: string,
  draft: Readonly<Record<string, string>> = {},
): Promise<readonly ConnectionCheck[] | null> {
  assertAdmin(actor);
  const definition = findProvider(id);
  if (!definition) throw new AppError("not-found", "no such provider");
  if (Object.keys(draft).length > 0) return test(await connectDraft(definition, draft));
  return testAsSetUp(id);
}

/** The same without anybody asking, of a provider that is registered: for what is bought ahead there. Its page shows the result. */
export async function testAsSetUp(id: ProviderId): Promise<readonly ConnectionCheck[] | null> {
  const checks = await getProvider(id).then(test, asCheck);
  if (checks) healthRecord(id).lastTest = { at: Date.now(), checks };
  return checks;
}

async function connectDraft<Options>(
  definition: ProviderDefinition<Options>,
  draft: Readonly<Record<string, string>>,
): Promise<StreamProvider> {
  assertChangeable(definition, Object.keys(draft));
  const stored = storedOptions().get(definition.id);
  return connectWith(definition, checkOptions(definition, { ...stored, ...draft }));
}

async function test(provider: StreamProvider): Promise<readonly ConnectionCheck[] | null> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<readonly ConnectionCheck[]>((resolve) => {
    const late = [{ check: "connect", ok: false, problem: "The provider did not answer within 20 seconds." }];
    timer = setTimeout(() => resolve(late), DEADLINE_MS);
  });
  const asked = async () => (await provider.testConnection?.()) ?? null;
  try {
    return await Promise.race([asked(), silence]);
  } catch (error) {
    return asCheck(error);
  } finally {
    clearTimeout(timer);
  }
}

function asCheck(error: unknown): readonly ConnectionCheck[] {
  if (!isProviderError(error)) throw error;
  return [{ check: error.operation, ok: false, problem: error.message }];
}
