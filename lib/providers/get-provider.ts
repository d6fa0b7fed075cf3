import { logger } from "../logger";
import type { ProviderDefinition, ProviderDeps, ProviderId, StreamProvider } from "./contract";
import { ProviderError } from "./errors";
import { guardProvider } from "./guard-provider";
import { forgetHealth } from "./health";
import { findProvider, listProviders } from "./registry";

const holder: { __liveProviders?: Map<ProviderId, Promise<StreamProvider>> } & typeof globalThis = globalThis;

/** The one connection of this process to a vendor, made at first use. Throws `not-found` or `misconfigured`; neither is kept. */
export function getProvider(id: ProviderId): Promise<StreamProvider> {
  holder.__liveProviders ??= new Map();
  const known = holder.__liveProviders.get(id);
  if (known) return known;
  const connecting = connect(id);
  holder.__liveProviders.set(id, connecting);
  connecting.catch(() => holder.__liveProviders?.delete(id));
  return connecting;
}

/** The definition alone: label and capabilities, without credentials. */
export function describeProviderId(id: ProviderId): { readonly id: ProviderId; readonly label: string } {
  return { id, label: findProvider(id)?.label ?? id };
}

/** Which vendors could be connected with the environment as it is. */
export function listConfigured(): readonly ProviderId[] {
  return listProviders().flatMap((one) => (one.options.safeParse(process.env).success ? [one.id] : []));
}

/** For tests. */
export function forgetProviders(): void {
  holder.__liveProviders = undefined;
  forgetHealth();
}

async function connect(id: ProviderId): Promise<StreamProvider> {
  const definition = findProvider(id);
  if (!definition) throw failure(id, "not-found", "there is no such provider");
  return create(definition);
}

async function create<Options>(definition: ProviderDefinition<Options>): Promise<StreamProvider> {
  const options = definition.options.safeParse(process.env);
  if (!options.success) {
    const reasons = options.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw failure(definition.id, "misconfigured", reasons.join("; "));
  }
  return guardProvider(definition.id, await definition.create(options.data, dependencies()));
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
