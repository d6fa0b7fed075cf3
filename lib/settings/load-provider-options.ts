import "server-only";
import { listen } from "../db/client";
import { logger } from "../logger";
import { reconnectProvider } from "../providers/get-provider";
import { replaceStoredOptions, storedOptions } from "../providers/options-of";
import { PROVIDER_OPTIONS_CHANGED, readStoredOptions, valuesOf } from "./stored-options";

/** News may be lost while the database is away, in ms. */
const READ_AGAIN_MS = 60_000;

const holder: { __liveOptionsLoading?: Promise<void> } & typeof globalThis = globalThis;

/**
 * Reads what admins stored into this process. From then on `getProvider` connects with it, pages may load video from there,
 * and streams there are looked at. One reading after the other, so that an older one never comes last.
 */
export function loadProviderOptions(): Promise<void> {
  const loading = (holder.__liveOptionsLoading ?? Promise.resolve()).catch(() => {}).then(load);
  holder.__liveOptionsLoading = loading;
  return loading;
}

/** Loads, and again whenever any process changed something. Returns the way to stop. */
export async function followProviderOptions(): Promise<() => void> {
  const again = () =>
    void loadProviderOptions().catch((error: unknown) => {
      logger().error({ err: error }, "options of providers could not be read");
    });
  // Before the first reading, so that no change falls in between.
  const stop = await listen(PROVIDER_OPTIONS_CHANGED, again);
  await loadProviderOptions();
  const timer = setInterval(again, READ_AGAIN_MS).unref();
  return () => {
    clearInterval(timer);
    stop().catch((error: unknown) => logger().debug({ err: error }, "the database was gone already"));
  };
}

async function load(): Promise<void> {
  const rows = await readStoredOptions();
  const before = storedOptions();
  const after = new Map([...rows].map(([provider, stored]) => [provider, valuesOf(stored)]));
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !isSame(before.get(id), after.get(id)),
  );
  if (changed.length === 0) return;
  replaceStoredOptions(after);
  for (const id of changed) {
    reconnectProvider(id);
    const unreadable = [...(rows.get(id) ?? [])].filter(([, { value }]) => value === null);
    if (unreadable.length > 0)
      logger().error(
        { provider: id, options: unreadable.map(([name]) => name) },
        "stored options of a provider were sealed with another ENCRYPTION_KEY: they have to be given anew",
      );
  }
}

type Values = Readonly<Record<string, string>> | undefined;

/** Nothing at all is another thing than nothing that can be opened: that is told once. */
function isSame(a: Values, b: Values): boolean {
  if (!a || !b) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
