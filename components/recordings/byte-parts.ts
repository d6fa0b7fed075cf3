/** A size in the unit that reads best, with a digit below 10: 10³ bytes a step, as disks are sold. */
export function byteParts(bytes: number): {
  readonly unit: "kilobyte" | "megabyte" | "gigabyte";
  readonly value: number;
} {
  const kilobytes = Math.max(0, bytes) / 1000;
  if (kilobytes < 1000) return { unit: "kilobyte", value: rounded(kilobytes) };
  const megabytes = kilobytes / 1000;
  if (megabytes < 1000) return { unit: "megabyte", value: rounded(megabytes) };
  return { unit: "gigabyte", value: rounded(megabytes / 1000) };
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
