import type { ProviderDeps, ProviderWarning } from "../contract";
import { isProviderError } from "../errors";
import { StorageUsage } from "./answers";
import { type Api, failure } from "./api";

/** How long one look at the storage is good for, in ms; an emptied one is looked at again at once. */
const FRESH_MS = 60_000;
/** From this part on, whoever goes live is told. */
const NEARLY_FULL = 0.9;

export interface StorageWatch {
  /** Warns when little is left; waits no longer than `until`, by `performance.now()`. Throws `quota-exceeded` when nothing is: the vendor then starts no broadcast. */
  check(operation: string, until?: number): Promise<readonly ProviderWarning[]>;
}

/** Recordings take prepaid minutes. A look that fails is no reason to refuse anybody, and is logged. */
export function createStorageWatch(api: Api, deps: ProviderDeps): StorageWatch {
  let known: { readonly at: number; readonly part: number } | null = null;
  return {
    check: async (operation, until) => {
      const now = deps.now();
      if (!known || now - known.at > FRESH_MS || known.part >= 1) {
        try {
          known = { at: now, part: partOf(await readStorage(api, operation, until)) };
        } catch (error) {
          if (!isProviderError(error)) throw error;
          deps.log("warn", "the prepaid storage could not be looked at", { err: error });
          return [];
        }
      }
      if (known.part >= 1)
        throw failure(
          "quota-exceeded",
          operation,
          "the account's prepaid storage is used up, so no broadcast can start: buy more minutes or delete recordings",
        );
      if (known.part < NEARLY_FULL) return [];
      const percent = Math.floor(known.part * 100);
      return [
        {
          feature: "storage",
          reason: `${percent} % of the prepaid storage is used; when it is full, nobody can go live`,
        },
      ];
    },
  };
}

/** Prepaid minutes of recordings; the limit is null where the vendor names none. */
export interface Storage {
  readonly used: number;
  readonly limit: number | null;
}

export async function readStorage(api: Api, operation: string, until?: number): Promise<Storage> {
  const { totalStorageMinutes: used, totalStorageMinutesLimit: limit } = await api.call({
    operation,
    method: "GET",
    path: "/storage-usage",
    answer: StorageUsage,
    ...(until === undefined ? {} : { until }),
  });
  return { used, limit: limit ?? null };
}

/** The part that is used; 0 without a limit. */
export function partOf({ used, limit }: Storage): number {
  if (limit === null) return 0;
  return limit <= 0 ? 1 : used / limit;
}
