"use client";
import { useFormatter, useLocale } from "use-intl";

export interface DayWords {
  /** `2026-11` as "November 2026". */
  month(month: string): string;
  /** `2026-11-15` as "15 November 2026". */
  day(day: string): string;
  /** Without the year, for axes. */
  short(day: string): string;
}

/** Days and months of the calendar in UTC, numeric where month names would come out in another language. */
export function useDays(): DayWords {
  const format = useFormatter();
  const isNumeric = useLocale().endsWith("-HT");
  const at = (day: string) => new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return {
    month: (month) =>
      format.dateTime(at(`${month}-01`), {
        ...{ month: isNumeric ? "numeric" : "long", year: "numeric", timeZone: "UTC" },
      }),
    day: (day) => format.dateTime(at(day), { dateStyle: isNumeric ? "short" : "medium", timeZone: "UTC" }),
    short: (day) =>
      format.dateTime(at(day), { day: "numeric", month: isNumeric ? "numeric" : "short", timeZone: "UTC" }),
  };
}
