import { type PointerEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import type { PlayerSession } from "./player-session";
import { SeekPreview } from "./seek-preview";
import type { PlayerSnapshot } from "./snapshot";
import { useStoryboard } from "./use-storyboard";

interface ReplayBarProps {
  readonly snapshot: PlayerSnapshot;
  readonly session: PlayerSession;
  readonly storyboardUrl: string | null;
}

/** The whole of a recording; looking for a moment (pointer, finger or keyboard) shows its picture. */
export function ReplayBar({ snapshot, session, storyboardUrl }: ReplayBarProps) {
  const t = useTranslations("player");
  const storyboard = useStoryboard(storyboardUrl, session.freshUrl);
  const [draggedSec, setDraggedSec] = useState<number | null>(null);
  const [hoveredSec, setHoveredSec] = useState<number | null>(null);
  const [isFocused, setFocused] = useState(false);
  const { window, positionSec } = snapshot;
  if (!window) return null;
  const lengthSec = Math.max(0.1, window.edgeSec - window.startSec);
  const valueSec = draggedSec ?? Math.min(lengthSec, Math.max(0, positionSec - window.startSec));
  const soughtSec = draggedSec ?? hoveredSec ?? (isFocused ? valueSec : null);
  const text = t("timeOf", { position: clock(valueSec), duration: clock(lengthSec) });
  const commit = () => {
    if (draggedSec === null) return;
    session.seekTo(window.startSec + draggedSec);
    setDraggedSec(null);
  };
  const hover = (event: PointerEvent<HTMLInputElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    storyboard.want();
    if (event.pointerType !== "mouse") return;
    setHoveredSec(Math.min(1, Math.max(0, (event.clientX - left) / width)) * lengthSec);
  };
  return (
    <div className="relative flex h-6 items-center">
      {soughtSec === null ? null : (
        <SeekPreview
          tile={storyboard.tileAt(window.startSec + soughtSec)}
          time={clock(soughtSec)}
          fraction={soughtSec / lengthSec}
        />
      )}
      <input
        type="range"
        min={0}
        max={lengthSec}
        step="any"
        value={valueSec}
        aria-label={t("positionReplay")}
        aria-valuetext={text}
        onChange={(event) => setDraggedSec(event.currentTarget.valueAsNumber)}
        onPointerMove={hover}
        onPointerLeave={() => setHoveredSec(null)}
        onPointerUp={commit}
        onPointerCancel={commit}
        onFocus={(event) => {
          storyboard.want();
          setFocused(event.currentTarget.matches(":focus-visible"));
        }}
        onBlur={() => {
          setFocused(false);
          commit();
        }}
        onKeyDown={(event) => {
          // Arrows and End are the player's own keys; only the way to the beginning is left to the bar.
          if (event.key !== "Home") return;
          event.preventDefault();
          session.seekTo(window.startSec);
        }}
        className="h-6 min-w-0 flex-1 cursor-pointer touch-none accent-white focus-visible:outline-white"
      />
    </div>
  );
}

const clock = (sec: number) => formatDuration(sec * 1000);
