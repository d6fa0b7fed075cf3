"use client";
import {
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  Pause,
  PictureInPicture2,
  Play,
  Video,
  VideoOff,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonProps } from "@/components/ui/button";
import { useStore } from "../store";
import type { Studio } from "../studio";

/** The row of controls under the picture; the one main action stands at its end. */
export function Transport({ studio, children }: { studio: Studio; children: ReactNode }) {
  const t = useTranslations("broadcastStudio");
  const { camera, microphone, screen } = useStore(studio.capture.store);
  const { isMuted, isHidden, isPaused, wantsInset } = useStore(studio.program.store);
  const { state } = useStore(studio.session.store);
  const isSending = state.phase === "live" || state.phase === "reconnecting";
  const canShare = typeof navigator.mediaDevices?.getDisplayMedia === "function";
  const isSharing = screen.track !== null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Control
        name={isMuted ? t("unmute") : t("mute")}
        shortcut="M"
        disabled={!microphone.track}
        isAlert={isMuted}
        onClick={() => studio.toggle("isMuted")}
      >
        {isMuted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
      </Control>
      <Control
        name={isHidden ? t("unhide") : t("hide")}
        shortcut="V"
        disabled={!camera.track}
        isAlert={isHidden}
        onClick={() => studio.toggle("isHidden")}
      >
        {isHidden ? <VideoOff aria-hidden /> : <Video aria-hidden />}
      </Control>
      {canShare ? (
        <Control
          name={isSharing ? t("stopSharing") : t("share")}
          shortcut="S"
          onClick={() => studio.toggleScreen()}
        >
          {isSharing ? <MonitorX aria-hidden /> : <MonitorUp aria-hidden />}
        </Control>
      ) : null}
      {isSharing && camera.track ? (
        <Control
          name={wantsInset ? t("insetOff") : t("insetOn")}
          aria-pressed={wantsInset}
          onClick={() => studio.toggle("wantsInset")}
        >
          <PictureInPicture2 aria-hidden />
        </Control>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
        {isSending ? (
          <Button onClick={() => studio.toggle("isPaused")} aria-keyshortcuts="P">
            {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {isPaused ? t("resume") : t("pause")}
          </Button>
        ) : null}
        {children}
      </div>
    </div>
  );
}

interface ControlProps extends ButtonProps {
  readonly name: string;
  readonly shortcut?: string;
  /** Something is switched off that viewers may miss. */
  readonly isAlert?: boolean;
}

function Control({ name, shortcut, isAlert = false, ...props }: ControlProps) {
  return (
    <Button
      size="icon"
      tone={isAlert ? "danger-outline" : "secondary"}
      aria-label={name}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${name} (${shortcut})` : name}
      {...props}
    />
  );
}
