"use client";
import { useFormatter, useTranslations } from "use-intl";
import { bitrateParts } from "./format-bitrate";

/** Numbers with their units, in the page's language. */
export function useFigures() {
  const units = useTranslations("units");
  const format = useFormatter();
  const number = (value: number, digits = 1) => format.number(value, { maximumFractionDigits: digits });
  return {
    number,
    bitrate(kbps: number): string {
      const { unit, value } = bitrateParts(kbps);
      return units(unit, { value: number(value) });
    },
    frameRate: (fps: number): string => units("fps", { value: number(fps) }),
    seconds: (ms: number): string => units("seconds", { value: number(ms / 1000) }),
    pixels: (width: number, height: number): string => units("pixels", { width, height }),
  };
}
