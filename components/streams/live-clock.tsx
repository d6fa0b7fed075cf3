"use client";
import { formatDuration, isoDuration } from "@/components/ui/format-duration";
import { useClock } from "@/components/ui/use-clock";

/** Time since a moment (epoch ms), to the second. */
export function LiveClock({ since }: { since: number }) {
  const now = useClock();
  const elapsed = now === null ? null : now - since;
  return (
    <time dateTime={elapsed === null ? undefined : isoDuration(elapsed)} className="figures">
      {elapsed === null ? "—" : formatDuration(elapsed)}
    </time>
  );
}
