import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { env } from "../env";
import { AppError } from "../errors";
import type { Locale } from "../i18n/locales";
import { correctionsOf } from "../metrics/web-metrics";
import { environmentOf, isInEnvironment } from "../providers/options-of";
import { findProvider } from "../providers/registry";
import { listProviderStates, type ProviderState } from "./list-provider-states";
import { describeOption, type ProviderOption } from "./provider-option";
import { readStoredOptions } from "./stored-options";

/** Everything that an administrator sees of one provider; no secret is in it. */
export interface ProviderDesk {
  readonly state: ProviderState;
  readonly options: readonly ProviderOption[];
  /** Where the provider's events are to be sent; null where nobody has to paste it. */
  readonly webhook: {
    readonly address: string;
    /** No service on the internet finds its way there. */
    readonly isLocal: boolean;
    readonly places: readonly { readonly label: string; readonly hasSecret: boolean }[];
  } | null;
  /** Broadcasts that a look found elsewhere than events had told, since this process began. */
  readonly corrections: number;
}

/** Asks no provider. Throws `forbidden` or `not-found`. */
export async function getProviderDesk(actor: Actor, id: string, locale: Locale): Promise<ProviderDesk> {
  assertAdmin(actor);
  const definition = findProvider(id);
  const [states, rows, corrections] = await Promise.all([
    listProviderStates(actor),
    readStoredOptions(id),
    correctionsOf(id),
  ]);
  const state = states.find((one) => one.id === id);
  if (!definition || !state) throw new AppError("not-found", "no such provider");
  const stored = rows.get(id);
  const environment = environmentOf(definition, {});
  const options = definition.fields.map((field) =>
    describeOption(field, locale, {
      stored: stored?.get(field.name) ?? null,
      fromEnvironment: isInEnvironment(field.name) ? (environment[field.name] ?? null) : null,
    }),
  );
  const isGiven = (name: string) =>
    options.some((one) => one.name === name && one.source !== "none" && !one.isUnreadable);
  const address = `${env().PUBLIC_URL}/api/webhooks/${id}`;
  return {
    state,
    options,
    corrections,
    webhook: definition.webhooks
      ? {
          address,
          isLocal: isLocal(address),
          places: definition.webhooks.map(({ label, secret }) => ({
            label: label[locale],
            hasSecret: isGiven(secret),
          })),
        }
      : null,
  };
}

/** Loopback and names without a dot (RFC 6761): addresses of this machine or this network. */
function isLocal(address: string): boolean {
  const { hostname } = new URL(address);
  return !hostname.includes(".") || hostname.startsWith("127.") || hostname.endsWith(".localhost");
}
