import { useState } from "react";
import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import type { PlayerSession } from "./player-session";
import { dateAt } from "./playing-position";
import { SeekPreview } from "./seek-preview";
import type { PlayerSnapshot } from "./snapshot";
import { useLiveShots } from "./use-live-shots";
import { useSeekPointer } from "./use-seek-pointer";

interface DvrBarProps {
  readonly snapshot: PlayerSnapshot;
  readonly session: PlayerSession;
  /** Of small pictures of the window; null without any. */
  readonly shotsUrl: string | null;
}

/** The window that can be sought: its right end is always live. Values are seconds behind live, as negative numbers. */
export function DvrBar({ snapshot, session, shotsUrl }: DvrBarProps) {
  const t = useTranslations("player");
  const shots = useLiveShots(shotsUrl, session.freshUrl);
  const [isFocused, setFocused] = useState(false);
  const { window, positionSec, isAtEdge } = snapshot;
  const startSec = window?.startSec ?? 0;
  const lengthSec = Math.max(1, Math.round((window?.edgeSec ?? 0) - startSec));
  const pointer = useSeekPointer(lengthSec, (sec) => session.seekTo(startSec + sec));
  if (!window) return null;
  const { draggedSec } = pointer;
  const playingSec = isAtEdge ? 0 : Math.max(-lengthSec, Math.round(positionSec - window.edgeSec));
  const valueSec = draggedSec === null ? playingSec : Math.round(draggedSec - lengthSec);
  const soughtSec = pointer.soughtSec ?? (isFocused ? valueSec + lengthSec : null);
  const text = valueSec === 0 ? t("atLive") : t("behind", { time: formatDuration(-valueSec * 1000) });
  return (
    <div className="flex h-6 items-center gap-2">
      <div className="relative flex h-6 min-w-0 flex-1 items-center">
        {soughtSec === null ? null : (
          <SeekPreview
            tile={tileOf(shots.urlAt(dateAt(session, startSec + soughtSec)), session.video)}
            time={clock(soughtSec - lengthSec)}
            fraction={soughtSec / lengthSec}
          />
        )}
        <input
          type="range"
          min={-lengthSec}
          max={0}
          step={1}
          value={valueSec}
          aria-label={t("position")}
          aria-valuetext={text}
          // By assistive technology, in steps of its own; pointers are heard below.
          onChange={(event) => {
            if (draggedSec === null) session.seekTo(window.edgeSec + event.currentTarget.valueAsNumber);
          }}
          {...pointer.handlers}
          onPointerEnter={shots.want}
          onFocus={(event) => {
            shots.want();
            setFocused(event.currentTarget.matches(":focus-visible"));
          }}
          onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            // Arrows and End are the player's own keys; only the way to the oldest moment is left to the bar.
            if (event.key !== "Home") return;
            event.preventDefault();
            session.seekTo(window.startSec);
          }}
          className="h-6 min-w-0 flex-1 cursor-pointer touch-none accent-white focus-visible:outline-white"
        />
      </div>
      <span className="figures w-12 shrink-0 text-right text-small text-white">
        {valueSec === 0 ? "" : clock(valueSec)}
      </span>
    </div>
  );
}

const clock = (sec: number) => `−${formatDuration(Math.max(0, -sec) * 1000)}`;

const TILE_WIDTH = 160;

/** A whole picture, in the shape of the video. */
function tileOf(url: string | null, video: HTMLVideoElement) {
  if (!url) return null;
  const height = Math.round((TILE_WIDTH * (video.videoHeight || 9)) / (video.videoWidth || 16));
  return { url, x: 0, y: 0, width: TILE_WIDTH, height, startSec: 0, endSec: 0 };
}
