import { formatDuration } from "@/components/ui/format-duration";
import type { PlayerSnapshot } from "./snapshot";

/** Where in a recording, and how long it is; read out by the bar. */
export function TimeReadout({ snapshot: { window, positionSec } }: { snapshot: PlayerSnapshot }) {
  if (!window) return null;
  const lengthMs = (window.edgeSec - window.startSec) * 1000;
  const position = formatDuration(Math.min(lengthMs, (positionSec - window.startSec) * 1000));
  return (
    <span aria-hidden className="figures mx-1 truncate text-small" data-position={positionSec.toFixed(1)}>
      {position} / {formatDuration(lengthMs)}
    </span>
  );
}
