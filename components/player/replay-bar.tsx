import { useState } from "react";
import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import type { PlayerSession } from "./player-session";
import { SeekPreview } from "./seek-preview";
import type { PlayerSnapshot } from "./snapshot";
import { useSeekPointer } from "./use-seek-pointer";
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
  const [isFocused, setFocused] = useState(false);
  const { window, positionSec } = snapshot;
  const startSec = window?.startSec ?? 0;
  const lengthSec = Math.max(0.1, (window?.edgeSec ?? 0) - startSec);
  const pointer = useSeekPointer(lengthSec, (sec) => session.seekTo(startSec + sec));
  if (!window) return null;
  const { draggedSec } = pointer;
  const valueSec = draggedSec ?? Math.min(lengthSec, Math.max(0, positionSec - startSec));
  const soughtSec = pointer.soughtSec ?? (isFocused ? valueSec : null);
  const text = t("timeOf", { position: clock(valueSec), duration: clock(lengthSec) });
  return (
    <div className="relative flex h-6 items-center">
      {soughtSec === null ? null : (
        <SeekPreview
          tile={storyboard.tileAt(soughtSec)}
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
        // By assistive technology, in steps of its own; pointers are heard below.
        onChange={(event) => {
          if (draggedSec === null) session.seekTo(startSec + event.currentTarget.valueAsNumber);
        }}
        {...pointer.handlers}
        onPointerEnter={storyboard.want}
        onFocus={(event) => {
          storyboard.want();
          setFocused(event.currentTarget.matches(":focus-visible"));
        }}
        onBlur={() => setFocused(false)}
        onKeyDown={(event) => {
          // Arrows and End are the player's own keys; only the way to the beginning is left to the bar.
          if (event.key !== "Home") return;
          event.preventDefault();
          session.seekTo(startSec);
        }}
        className="h-6 min-w-0 flex-1 cursor-pointer touch-none accent-white focus-visible:outline-white"
      />
    </div>
  );
}

const clock = (sec: number) => formatDuration(sec * 1000);
