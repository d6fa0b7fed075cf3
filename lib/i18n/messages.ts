import compile from "icu-minify/compile";
import type {} from "use-intl";
import type english from "../../messages/en.json";
import type { Locale } from "./locales";

export type Messages = typeof english;
export type Namespace = keyof Messages;

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
  }
}

const CATALOGUES: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import("../../messages/en.json"),
  fr: () => import("../../messages/fr.json"),
  ht: () => import("../../messages/ht.json"),
};

/** The whole catalogue of a language, as written in `messages/`. Each has the same keys; a test proves it. */
export async function readCatalogue(locale: Locale): Promise<Messages> {
  return (await CATALOGUES[locale]()).default;
}

const compiled = new Map<Locale, Promise<Messages>>();

/**
 * The whole catalogue of a language, parsed, so that no browser loads a parser (next.config.js gives use-intl the formatter
 * without one). Sentences with nothing to fill in are plain strings.
 */
export function loadMessages(locale: Locale): Promise<Messages> {
  const known = compiled.get(locale) ?? readCatalogue(locale).then(compileAll);
  compiled.set(locale, known);
  return known;
}

function compileAll(source: Messages): Messages {
  const parsed = JSON.parse(JSON.stringify(source), (_key, value) =>
    typeof value === "string" ? compile(value) : value,
  );
  // The compiler makes objects without a prototype, which do not travel to client components.
  return JSON.parse(JSON.stringify(parsed));
}

/** The part of a catalogue that a page's client components need, so that the rest is not sent to the browser. */
export function pickMessages(messages: Messages, namespaces: readonly Namespace[]): Partial<Messages> {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]));
}
