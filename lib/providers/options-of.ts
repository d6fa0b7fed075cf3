import type { z } from "zod";
import type { ProviderDefinition, ProviderId } from "./contract";

/** What admins gave in the product, by provider and name of the environment variable. Plain text: never log it, never send it. */
export type StoredOptions = ReadonlyMap<ProviderId, Readonly<Record<string, string>>>;
type Environment = Readonly<Record<string, string | undefined>>;

const NOTHING: StoredOptions = new Map();

// Next bundles this file more than once; there is one process.
const holder: { __liveStoredOptions?: StoredOptions | undefined } & typeof globalThis = globalThis;

/** As this process read them last; nothing before it did. Another object after each change. */
export function storedOptions(): StoredOptions {
  return holder.__liveStoredOptions ?? NOTHING;
}

/** Takes effect at once, for whoever asks from now on. */
export function replaceStoredOptions(stored: StoredOptions | undefined): void {
  holder.__liveStoredOptions = stored;
}

/** The environment, and beneath it what was stored of the fields that may be: of each the environment's word wins. */
export function environmentOf(
  { id, fields }: Pick<ProviderDefinition, "id" | "fields">,
  stored: Readonly<Record<string, string>> = storedOptions().get(id) ?? {},
): Environment {
  const beneath = fields.flatMap(({ name, isFixed }) => {
    const value = stored[name];
    return value === undefined || isFixed || isInEnvironment(name) ? [] : [[name, value] as const];
  });
  return { ...process.env, ...Object.fromEntries(beneath) };
}

/** An empty variable counts as absent. */
export function isInEnvironment(name: string): boolean {
  return (process.env[name] ?? "").trim() !== "";
}

/** A vendor's options as they hold now; a failure says what is missing, and holds no value. */
export function optionsOf<Options>(definition: ProviderDefinition<Options>): z.ZodSafeParseResult<Options> {
  return definition.options.safeParse(environmentOf(definition));
}
