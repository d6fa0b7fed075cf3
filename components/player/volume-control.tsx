import { Volume1, Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "use-intl";
import { ControlButton } from "./control-button";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

interface VolumeControlProps {
  readonly snapshot: PlayerSnapshot;
  readonly session: PlayerSession;
  readonly isCompact: boolean;
}

export function VolumeControl({ snapshot, session, isCompact }: VolumeControlProps) {
  const t = useTranslations("player");
  const volume = snapshot.isMuted ? 0 : snapshot.volume;
  const Icon = volume === 0 ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <>
      <ControlButton
        label={snapshot.isMuted ? t("unmute") : t("mute")}
        onClick={() => session.setMuted(!snapshot.isMuted)}
      >
        <Icon size={20} />
      </ControlButton>
      {!isCompact && (
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          aria-label={t("volume")}
          aria-valuetext={t("volumeValue", { percent: Math.round(volume * 100) })}
          onChange={(event) => session.setVolume(event.currentTarget.valueAsNumber / 100)}
          // Phones set the volume by their own buttons; scripts may not.
          className="h-10 w-20 cursor-pointer accent-white focus-visible:outline-white max-sm:hidden pointer-coarse:hidden"
        />
      )}
    </>
  );
}
