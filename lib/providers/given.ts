import { z } from "zod";
import type { Locale } from "../i18n/locales";

/** A text in every language of the pages. */
export type Words = Readonly<Record<Locale, string>>;

export function words(en: string, fr: string, ht: string): Words {
  return { en, fr, ht };
}

/** What options are for; pages show them in this order, each group under words of its own. */
export const OPTION_GROUPS = ["account", "private", "events", "recordings", "defaults", "machine"] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

/** One option of a provider, as pages ask for it. */
export interface OptionField {
  /** Of the environment variable, which is also its key in the definition's `options`. */
  readonly name: string;
  /** A secret is written and never shown again. */
  readonly kind: "text" | "secret" | "choice";
  readonly group: OptionGroup;
  readonly label: Words;
  /** What it looks like, and where it is found; absent where the label says all. */
  readonly hint?: Words;
  /** The provider is not there without it. */
  readonly isRequired?: boolean;
  /** Of several lines, as keys come in files. */
  readonly isLong?: boolean;
  /** What holds when nothing is given; absent: nothing does. */
  readonly fallback?: string;
  /** Present for choices. */
  readonly choices?: readonly { readonly value: string; readonly label: Words }[];
  /**
   * Only the environment may say it: where credentials are sent to, and what other processes must know too, is for
   * whoever runs the machine.
   */
  readonly isFixed?: boolean;
}

/** A place at the vendor from which events are sent to us. */
export interface WebhookPlace {
  readonly label: Words;
  /** Name of the option with the secret that its calls are known by; without it they are refused. */
  readonly secret: string;
}

/** An environment variable's schema to which an empty variable counts as absent. */
export function given<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
    schema,
  );
}
