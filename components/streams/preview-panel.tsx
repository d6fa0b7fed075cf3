"use client";
import { MonitorPlay } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { StreamView } from "@/lib/streams/stream";

const Player = dynamic(() => import("@/components/player/player").then((module) => module.Player), {
  ssr: false,
  loading: () => <Skeleton className="aspect-video w-full rounded-none" />,
});

/** What viewers see, muted; costs nothing until asked for. */
export function PreviewPanel({ stream }: { stream: StreamView }) {
  const t = useTranslations("studio");
  const [isAsked, setAsked] = useState(false);
  const isPlayable = stream.playback.length > 0;
  const isShown = isAsked && isPlayable;
  return (
    <Panel
      title={t("preview")}
      aside={
        isShown ? (
          <Button size="small" tone="quiet" onClick={() => setAsked(false)}>
            {t("previewStop")}
          </Button>
        ) : null
      }
    >
      {isShown ? (
        <div className="-m-4 overflow-hidden rounded-b">
          <Player sources={stream.playback} title={stream.title} muted compact news={stream.broadcast} />
        </div>
      ) : isPlayable ? (
        <div className="-m-4 grid aspect-video place-content-center justify-items-center gap-3 rounded-b bg-sunken p-4 text-center">
          <Button onClick={() => setAsked(true)}>
            <MonitorPlay aria-hidden />
            {t("previewPlay")}
          </Button>
          <p className="max-w-xs text-small text-muted">{t("previewHint")}</p>
        </div>
      ) : (
        <p className="text-muted">{t("previewWaiting")}</p>
      )}
    </Panel>
  );
}
