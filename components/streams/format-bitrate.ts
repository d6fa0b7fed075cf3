/** A bitrate in the unit that reads best: `units.kbps` below 1 Mbit/s, else `units.mbps` with one digit. */
export function bitrateParts(kbps: number): { readonly unit: "kbps" | "mbps"; readonly value: number } {
  if (kbps < 1000) return { unit: "kbps", value: Math.round(kbps) };
  return { unit: "mbps", value: Math.round(kbps / 100) / 10 };
}
