import {
  Captions as CaptionsIcon,
  CaptionsOff,
  Cast,
  Maximize,
  Minimize,
  Pause,
  PictureInPicture2,
  Play,
  RotateCcw,
  Settings2,
} from "lucide-react";
import type { Ref } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { ControlButton } from "./control-button";
import { DvrBar } from "./dvr-bar";
import { LatencyReadout } from "./latency-readout";
import { LiveButton } from "./live-button";
import type { PlayerSession } from "./player-session";
import { ReplayBar } from "./replay-bar";
import type { PlayerSnapshot } from "./snapshot";
import { SpeedSelect } from "./speed-select";
import { TimeReadout } from "./time-readout";
import type { Captions } from "./use-captions";
import type { Casting } from "./use-casting";
import { SETTINGS_ID } from "./use-panels";
import type { Presentation } from "./use-presentation";
import { VolumeControl } from "./volume-control";

/** A shorter window is not worth a bar, seconds. */
const SHORTEST_WINDOW_SEC = 20;

interface ControlsProps {
  readonly snapshot: PlayerSnapshot;
  readonly session: PlayerSession | null;
  readonly captions: Captions;
  readonly casting: Casting;
  readonly presentation: Presentation;
  readonly isHidden: boolean;
  readonly isCompact: boolean;
  /** Preview pictures of a recording; null without. */
  readonly storyboardUrl: string | null;
  /** Preview pictures of a live stream's window; null without. */
  readonly shotsUrl: string | null;
  readonly settings: {
    readonly isOpen: boolean;
    readonly button: Ref<HTMLButtonElement>;
    toggle(): void;
  };
}

/** Like the key that does the same, seconds. */
const BACK_SEC = 10;

export function Controls(props: ControlsProps) {
  const { snapshot, session, captions, casting, presentation, isHidden, isCompact, settings } = props;
  const t = useTranslations("player");
  if (!session || snapshot.status === "failed" || snapshot.status === "refused") return null;
  const { window, status, isReplay } = snapshot;
  const hasBar = !isCompact && window !== null && window.edgeSec - window.startSec > SHORTEST_WINDOW_SEC;
  const isPaused = status === "paused" || snapshot.mustTapToPlay;
  return (
    <fieldset
      aria-label={t("controls")}
      className={cn(
        "m-0 min-w-0 border-0 absolute inset-x-0 bottom-0 z-20 bg-black/65 px-2 pt-1 pb-1 transition-opacity duration-100 sm:px-3",
        // Hidden from the eye only: the keyboard reaches it, and reaching it shows it.
        isHidden && "pointer-events-none opacity-0 focus-within:pointer-events-auto focus-within:opacity-100",
      )}
    >
      {hasBar && !isReplay && <DvrBar snapshot={snapshot} session={session} shotsUrl={props.shotsUrl} />}
      {isReplay && <ReplayBar snapshot={snapshot} session={session} storyboardUrl={props.storyboardUrl} />}
      <div className="flex items-center gap-1">
        <ControlButton label={isPaused ? t("play") : t("pause")} onClick={() => session.togglePlay()}>
          {isPaused ? <Play size={20} fill="currentColor" /> : <Pause size={20} fill="currentColor" />}
        </ControlButton>
        <VolumeControl snapshot={snapshot} session={session} isCompact={isCompact} />
        {isReplay ? (
          <TimeReadout snapshot={snapshot} />
        ) : (
          <LiveButton snapshot={snapshot} session={session} />
        )}
        {!isReplay && <LatencyReadout latencySec={snapshot.latencySec} />}
        {snapshot.canGoBack && !isCompact && (
          <ControlButton label={t("goBack", { seconds: BACK_SEC })} onClick={() => session.seekBy(-BACK_SEC)}>
            <RotateCcw size={20} />
          </ControlButton>
        )}
        <span className="flex-1" />
        {isReplay && <SpeedSelect snapshot={snapshot} session={session} />}
        {!isCompact && captions.exist && (
          <ControlButton
            label={captions.areOn ? t("captionsOff") : t("captionsOn")}
            isPressed={captions.areOn}
            onClick={captions.toggle}
          >
            {captions.areOn ? <CaptionsIcon size={20} /> : <CaptionsOff size={20} />}
          </ControlButton>
        )}
        {!isCompact && (
          <ControlButton
            ref={settings.button}
            label={t("settings")}
            expands={{ id: SETTINGS_ID, isOpen: settings.isOpen }}
            onClick={settings.toggle}
          >
            <Settings2 size={20} />
          </ControlButton>
        )}
        {!isCompact && casting.isAvailable && (
          <ControlButton label={t("cast")} onClick={casting.choose}>
            <Cast size={20} />
          </ControlButton>
        )}
        {!isCompact && presentation.canPip && (
          <ControlButton
            label={presentation.isPip ? t("exitPip") : t("pip")}
            onClick={presentation.togglePip}
            // Going back is worth more on a phone.
            {...(snapshot.canGoBack && { className: "max-sm:hidden" })}
          >
            <PictureInPicture2 size={20} />
          </ControlButton>
        )}
        {presentation.canFullscreen && (
          <ControlButton
            label={presentation.isFullscreen ? t("exitFullscreen") : t("fullscreen")}
            onClick={presentation.toggleFullscreen}
          >
            {presentation.isFullscreen ? <Minimize size={20} /> : <Maximize size={20} />}
          </ControlButton>
        )}
      </div>
    </fieldset>
  );
}
