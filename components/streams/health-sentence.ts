import type { HealthIssue } from "@/lib/wire/stream-state";

const WORDS = ["codec", "profile"] as const;
const NUMBERS = [
  "seconds",
  "advised",
  "least",
  "most",
  "width",
  "height",
  "limit",
  "kbps",
  "fps",
  "hertz",
  "channels",
  "ms",
  "frames",
] as const;
type Values = Record<(typeof WORDS)[number], string> & Record<(typeof NUMBERS)[number], number>;

/** Values for `health.issues.<code>`: those of the issue, and "?" or 0 for any that its sentence needs but it does not bring. */
export function healthValues({ details }: HealthIssue): Values {
  const words = WORDS.map((name) => [name, String(details[name] ?? "?")] as const);
  const numbers = NUMBERS.map((name) => [name, finite(details[name])] as const);
  // Built from the two lists that the type is made of.
  return Object.fromEntries([...words, ...numbers]) as Values;
}

function finite(value: string | number | undefined): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
