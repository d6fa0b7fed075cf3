import type { HealthIssue } from "@/lib/wire/stream-state";

type Value = string | number;

/** Values for `health.issues.<code>`: those of the issue, and "?" for any that its sentence needs but it does not bring. */
export function healthValues({ details }: HealthIssue): Record<"codec" | "seconds" | "kbps", Value> & {
  readonly frames: number;
} {
  const frames = Number(details.frames ?? 0);
  return {
    codec: details.codec ?? "?",
    seconds: details.seconds ?? "?",
    kbps: details.kbps ?? "?",
    frames: Number.isFinite(frames) ? frames : 0,
  };
}
