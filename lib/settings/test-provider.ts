import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { AppError } from "../errors";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import { findProvider } from "../providers/registry";

/** One thing that a provider needs, asked with the credentials as they are. */
export interface ConnectionCheck {
  readonly check: string;
  readonly ok: boolean;
  /** What to do about it; null where all is well. Never holds a secret. */
  readonly problem: string | null;
}

/** Longer than one call may take, since a test asks several things; in ms. */
const DEADLINE_MS = 20_000;

/**
 * Tests a provider as it is set up, and changes nothing there. Null where it can't be tested apart from using it; what
 * keeps it from being asked at all is a failed check, not an error. Throws `forbidden` or `not-found`.
 */
export async function testProvider(actor: Actor, id: string): Promise<readonly ConnectionCheck[] | null> {
  assertAdmin(actor);
  if (!findProvider(id)) throw new AppError("not-found", "no such provider");
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<readonly ConnectionCheck[]>((resolve) => {
    const late = [{ check: "connect", ok: false, problem: "The provider did not answer within 20 seconds." }];
    timer = setTimeout(() => resolve(late), DEADLINE_MS);
  });
  const asked = async () => (await (await getProvider(id)).testConnection?.()) ?? null;
  try {
    return await Promise.race([asked(), silence]);
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return [{ check: error.operation, ok: false, problem: error.message }];
  } finally {
    clearTimeout(timer);
  }
}
