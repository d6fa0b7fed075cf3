import { useState } from "react";
import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

/** The window that can be sought: its right end is always live. Values are seconds behind live, as negative numbers. */
export function DvrBar({ snapshot, session }: { snapshot: PlayerSnapshot; session: PlayerSession }) {
  const t = useTranslations("player");
  const [draggedSec, setDraggedSec] = useState<number | null>(null);
  const { window, positionSec, isAtEdge } = snapshot;
  if (!window) return null;
  const lengthSec = Math.round(window.edgeSec - window.startSec);
  const playingSec = isAtEdge ? 0 : Math.max(-lengthSec, Math.round(positionSec - window.edgeSec));
  const valueSec = draggedSec ?? playingSec;
  const text = valueSec === 0 ? t("atLive") : t("behind", { time: formatDuration(-valueSec * 1000) });
  const commit = () => {
    if (draggedSec === null) return;
    session.seekTo(window.edgeSec + draggedSec);
    setDraggedSec(null);
  };
  return (
    <div className="flex h-6 items-center gap-2">
      <input
        type="range"
        min={-lengthSec}
        max={0}
        step={1}
        value={valueSec}
        aria-label={t("position")}
        aria-valuetext={text}
        title={text}
        onChange={(event) => setDraggedSec(event.currentTarget.valueAsNumber)}
        onPointerUp={commit}
        onBlur={commit}
        onKeyDown={(event) => {
          // Arrows and End are the player's own keys; only the way to the oldest moment is left to the bar.
          if (event.key !== "Home") return;
          event.preventDefault();
          session.seekTo(window.startSec);
        }}
        className="h-6 min-w-0 flex-1 cursor-pointer accent-white focus-visible:outline-white"
      />
      <span className="figures w-12 shrink-0 text-right text-small text-white">
        {valueSec === 0 ? "" : `−${formatDuration(-valueSec * 1000)}`}
      </span>
    </div>
  );
}
