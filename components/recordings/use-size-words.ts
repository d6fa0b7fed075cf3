import { useFormatter } from "use-intl";
import { byteParts } from "./byte-parts";

/** Bytes as people read them, in their language. */
export function useSizeWords(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { unit, value } = byteParts(bytes);
    return format.number(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 });
  };
}
