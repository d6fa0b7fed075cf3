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

/** The whole catalogue of a language. Each has the same keys; a test proves it. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return (await CATALOGUES[locale]()).default;
}

/** The part of a catalogue that a page's client components need, so that the rest is not sent to the browser. */
export function pickMessages(messages: Messages, namespaces: readonly Namespace[]): Partial<Messages> {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]));
}
