import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { providerOptions } from "../db/schema";
import type { ProviderId } from "../providers/contract";
import { seal, unseal } from "../secrets/seal";
import type { StoredOption } from "./provider-option";

/** Web processes tell each other on this channel that options changed. */
export const PROVIDER_OPTIONS_CHANGED = "provider_options_changed";

/** AES-256-GCM; opens for this option alone. */
export function sealOption(provider: ProviderId, name: string, value: string): string {
  return seal(value, boundTo(provider, name), "seal-provider-option");
}

/** Everything that is stored, by provider and name, opened; plain text. */
export async function readStoredOptions(
  only?: ProviderId,
): Promise<ReadonlyMap<ProviderId, ReadonlyMap<string, StoredOption>>> {
  const rows = await (await db())
    .select()
    .from(providerOptions)
    .where(only === undefined ? undefined : eq(providerOptions.provider, only));
  const found = new Map<ProviderId, Map<string, StoredOption>>();
  for (const { provider, name, sealed, setAt } of rows) {
    const ofProvider = found.get(provider) ?? new Map<string, StoredOption>();
    ofProvider.set(name, { value: open(provider, name, sealed), setAt: setAt.getTime() });
    found.set(provider, ofProvider);
  }
  return found;
}

/** The values that can be opened. */
export function valuesOf(stored: ReadonlyMap<string, StoredOption> | undefined): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, { value }] of stored ?? []) if (value !== null) values[name] = value;
  return values;
}

function open(provider: ProviderId, name: string, sealed: string): string | null {
  try {
    return unseal(sealed, boundTo(provider, name), "seal-provider-option");
  } catch {
    return null;
  }
}

function boundTo(provider: ProviderId, name: string): string {
  return `${provider}/${name}`;
}
