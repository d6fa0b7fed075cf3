"use client";
import { useLocale, useNow, useTranslations } from "use-intl";
import { relativeTime } from "./relative-time";
import { useClock } from "./use-clock";

/** How long ago, with the exact moment on hover. Epoch ms. */
export function Time({ at, exact = false }: { at: number; exact?: boolean }) {
  const t = useTranslations("time");
  const locale = useLocale();
  const firstNow = useNow();
  const clock = useClock();
  // The visitor's own time zone is only known in the browser: until then the server's words stand.
  const moment = clock === null ? null : formatMoment(at, locale);
  const relative = relativeTime(at, clock ?? firstNow.getTime());
  const words =
    relative.key === "date"
      ? null
      : relative.key === "now"
        ? t("now")
        : t(relative.key, { count: relative.count });
  const shown = exact ? (moment ?? words) : (words ?? moment);
  return (
    <time dateTime={new Date(at).toISOString()} title={moment ?? undefined} suppressHydrationWarning>
      {shown ?? new Date(at).toISOString().slice(0, 10)}
    </time>
  );
}

/** Numeric where month names would come out in another language. */
function formatMoment(at: number, locale: string): string {
  const dateStyle = locale.endsWith("-HT") ? "short" : "medium";
  return new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: "short" }).format(at);
}
