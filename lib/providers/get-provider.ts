import { logger } from "../logger";
import type { ProviderDefinition, ProviderDeps, ProviderId, StreamProvider } from "./contract";
import { ProviderError } from "./errors";
import { guardProvider } from "./guard-provider";
import { beginAnew, forgetHealth } from "./health";
import { optionsOf, replaceStoredOptions } from "./options-of";
import { findProvider, listProviders } from "./registry";

const holder: { __liveProviders?: Map<ProviderId, Promise<StreamProvider>> } & typeof globalThis = globalThis;

/** The one connection of this process to a vendor, made at first use. Throws `not-found` or `misconfigured`; neither is kept. */
export function getProvider(id: ProviderId): Promise<StreamProvider> {
  holder.__liveProviders ??= new Map();
  const known = holder.__liveProviders.get(id);
  if (known) return known;
  const connecting = connect(id);
  holder.__liveProviders.set(id, connecting);
  connecting.catch(() => {
    if (holder.__liveProviders?.get(id) === connecting) holder.__liveProviders.delete(id);
  });
  return connecting;
}

/** The definition alone: label and capabilities, without credentials. */
export function describeProviderId(id: ProviderId): { readonly id: ProviderId; readonly label: string } {
  return { id, label: findProvider(id)?.label ?? id };
}

/** Which vendors could be connected as the environment and the stored options are. */
export function listConfigured(): readonly ProviderId[] {
  return listProviders().flatMap((one) => (optionsOf(one).success ? [one.id] : []));
}

export function isConfigured(id: ProviderId): boolean {
  const definition = findProvider(id);
  return definition !== null && optionsOf(definition).success;
}

/** Its options are others now: the next call connects anew, and what it did not answer before counts no longer. */
export function reconnectProvider(id: ProviderId): void {
  holder.__liveProviders?.delete(id);
  beginAnew(id);
}

/** For tests. */
export function forgetProviders(): void {
  holder.__liveProviders = undefined;
  replaceStoredOptions(undefined);
  forgetHealth();
}

/** A connection of the caller's own, with options that need not be those that hold. Makes no call. */
export async function connectWith<Options>(
  definition: ProviderDefinition<Options>,
  options: Options,
): Promise<StreamProvider> {
  return definition.create(options, dependencies());
}

async function connect(id: ProviderId): Promise<StreamProvider> {
  const definition = findProvider(id);
  if (!definition) throw failure(id, "not-found", "there is no such provider");
  return create(definition);
}

async function create<Options>(definition: ProviderDefinition<Options>): Promise<StreamProvider> {
  const options = optionsOf(definition);
  if (!options.success) {
    const reasons = options.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw failure(definition.id, "misconfigured", reasons.join("; "));
  }
  return guardProvider(definition.id, await connectWith(definition, options.data));
}

function dependencies(): ProviderDeps {
  return {
    // Looked up for each call, so that Next's own instrumentation of fetch is used.
    fetch: (input, init) => globalThis.fetch(input, init),
    now: Date.now,
    log: (level, message, fields) => logger()[level](fields ?? {}, message),
  };
}

function failure(provider: ProviderId, code: "not-found" | "misconfigured", message: string): ProviderError {
  return new ProviderError({ code, provider, operation: "connect", message });
}
