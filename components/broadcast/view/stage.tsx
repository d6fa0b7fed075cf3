"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { LiveClock } from "@/components/streams/live-clock";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { useClock } from "@/components/ui/use-clock";
import type { StreamView } from "@/lib/streams/stream";
import { useStore } from "../store";
import type { Studio } from "../studio";
import { LevelMeter } from "./level-meter";
import { stageState } from "./stage-state";

/** What goes out, as it goes out; only one's own face is shown as in a mirror. */
export function Stage({ studio, stream }: { studio: Studio; stream: StreamView }) {
  const t = useTranslations("broadcastStudio");
  const video = useRef<HTMLVideoElement>(null);
  const { media, picture } = useStore(studio.program.store);
  useEffect(() => {
    const track = media?.getVideoTracks()[0];
    if (!video.current || !track) return;
    video.current.srcObject = new MediaStream([track]);
    // The element plays by itself; a browser that waits for a click shows the first picture.
    video.current.play().catch(() => undefined);
  }, [media]);
  return (
    <div className="relative -mx-4 -mt-4 overflow-hidden bg-black sm:mx-0 sm:mt-0 sm:rounded">
      <video
        ref={video}
        muted
        playsInline
        autoPlay
        aria-label={t(`pictures.${picture}`)}
        className={cn("aspect-video w-full object-contain", picture === "camera" && "-scale-x-100")}
      />
      <div className="absolute inset-x-3 top-3 flex items-start justify-between gap-2">
        <StageLight studio={studio} stream={stream} />
      </div>
      <LevelMeter studio={studio} />
    </div>
  );
}

/** The one red light: on when the server itself says that viewers see this. */
function StageLight({ studio, stream }: { studio: Studio; stream: StreamView }) {
  const t = useTranslations("broadcastStudio");
  const { state } = useStore(studio.session.store);
  const { isPaused } = useStore(studio.program.store);
  const now = useClock();
  const light = stageState(state, stream, isPaused);
  const isOn = light === "live" || light === "live-paused";
  const left = state.phase === "reconnecting" && now !== null ? Math.ceil((state.retryAt - now) / 1000) : 0;
  return (
    <>
      <Badge className="border-transparent bg-surface text-ink">
        {isOn ? <span aria-hidden className="breathe size-2 rounded-full bg-live" /> : null}
        {t(`light.${light}`)}
        {left > 0 ? <span className="figures">{t("light.retryIn", { seconds: left })}</span> : null}
      </Badge>
      <span role="status" className="sr-only">
        {t(`news.${light}`)}
      </span>
      {state.phase === "live" || state.phase === "reconnecting" ? (
        <span className="rounded-sm bg-surface px-2 text-small leading-6 font-medium text-ink">
          <LiveClock since={state.since} />
        </span>
      ) : null}
    </>
  );
}
