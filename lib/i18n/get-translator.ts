import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { chooseLocale, FORMAT_LOCALES, LOCALE_COOKIE, type Locale } from "./locales";
import { loadMessages, type Messages, type Namespace } from "./messages";

/** The language of the request that is being answered. */
export const getLocale = cache(async (): Promise<Locale> => {
  const [jar, incoming] = await Promise.all([cookies(), headers()]);
  return chooseLocale(jar.get(LOCALE_COOKIE)?.value, incoming.get("accept-language"));
});

/** The words of one namespace, for server components. Client components use `useTranslations` from `use-intl`. */
export async function getTranslator<const N extends Namespace>(namespace: N) {
  const locale = await getLocale();
  return createTranslator<Messages, N>({
    locale: FORMAT_LOCALES[locale],
    messages: await loadMessages(locale),
    namespace,
  });
}
