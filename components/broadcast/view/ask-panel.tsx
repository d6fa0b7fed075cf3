"use client";
import { Mic, MonitorUp, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useStore } from "../store";
import type { Studio } from "../studio";
import { CaptureHelp } from "./capture-help";

/** Before the browser asks: what for, and what else is possible. Nothing is asked without a click. */
export function AskPanel({ studio, isAsking }: { studio: Studio; isAsking: boolean }) {
  const t = useTranslations("broadcastStudio");
  const { camera, microphone, screen } = useStore(studio.capture.store);
  const canShare = typeof navigator.mediaDevices?.getDisplayMedia === "function";
  return (
    <div className="grid gap-4">
      <div className="grid aspect-video place-content-center justify-items-center gap-4 rounded bg-sunken p-4 text-center max-sm:aspect-auto max-sm:py-8">
        <div className="max-w-md">
          <h3 className="text-lead font-semibold">{t("ask.title")}</h3>
          <p className="mt-1 text-muted">{t("ask.reason")}</p>
        </div>
        <Button
          tone="primary"
          size="large"
          disabled={isAsking}
          aria-busy={isAsking}
          onClick={() => studio.open({ camera: true, microphone: true })}
        >
          <Video aria-hidden />
          {isAsking ? t("ask.asking") : t("ask.both")}
        </Button>
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            size="small"
            disabled={isAsking}
            onClick={() => studio.open({ camera: false, microphone: true })}
          >
            <Mic aria-hidden />
            {t("ask.soundOnly")}
          </Button>
          {canShare ? (
            <Button size="small" disabled={isAsking} onClick={() => studio.capture.shareScreen()}>
              <MonitorUp aria-hidden />
              {t("ask.screenOnly")}
            </Button>
          ) : null}
        </div>
      </div>
      <p role="status" className="sr-only">
        {isAsking ? t("ask.look") : ""}
      </p>
      {isAsking ? <Notice tone="info">{t("ask.look")}</Notice> : null}
      <CaptureHelp kind="camera" trouble={camera.trouble} />
      {microphone.trouble === camera.trouble ? null : (
        <CaptureHelp kind="microphone" trouble={microphone.trouble} />
      )}
      <CaptureHelp kind="screen" trouble={screen.trouble} />
    </div>
  );
}
