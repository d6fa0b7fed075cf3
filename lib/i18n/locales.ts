export const LOCALES = ["en", "fr", "ht"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "en";
export const LOCALE_COOKIE = "locale";

/** Each language in its own words, for the switcher. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", fr: "Français", ht: "Kreyòl ayisyen" };

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** The visitor's own choice first, then what the browser asks for (RFC 9110 §12.5.4), then English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  for (const tag of preferredTags(acceptLanguage ?? "")) {
    const language = tag.split("-")[0];
    if (isLocale(language)) return language;
  }
  return DEFAULT_LOCALE;
}

function preferredTags(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const q = parameters.map((text) => text.trim()).find((text) => text.startsWith("q="));
      return { tag: tag.trim(), quality: q ? Number(q.slice(2)) : 1 };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/**
 * Whose numbers and dates a language uses. Neither browsers nor Node know Haitian Creole and would fall back to
 * whatever they are set to; Haiti writes numbers and dates as in French.
 */
export const FORMAT_LOCALES: Record<Locale, string> = { en: "en", fr: "fr", ht: "fr-HT" };
