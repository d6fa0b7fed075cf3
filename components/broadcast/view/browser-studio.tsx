"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { IngestActions } from "@/components/streams/ingest-actions";
import { isOver } from "@/components/streams/is-over";
import { Skeleton } from "@/components/ui/skeleton";
import type { IngestAddress } from "@/lib/streams/get-ingest-addresses";
import type { StreamView } from "@/lib/streams/stream";
import { isForBrowsers } from "../browser-kinds";
import { useStore } from "../store";
import { Studio } from "../studio";
import { AskPanel } from "./ask-panel";
import { isRefusedHere } from "./is-refused-here";
import { StudioDesk } from "./studio-desk";

interface BrowserStudioProps {
  readonly stream: StreamView;
  readonly address: IngestAddress;
  readonly actions: IngestActions;
}

/** Going live from this browser: camera, microphone and screen, the checks before, the controls while on air. */
export function BrowserStudio({ stream, address, actions }: BrowserStudioProps) {
  const studio = useStudio(stream, actions);
  const isFinal = isOver(stream.broadcast) && stream.endedBecause !== "publisher-lost";
  useEffect(() => {
    if (isFinal) studio?.session.over();
  }, [isFinal, studio]);
  if (!studio) return <Skeleton className="aspect-video w-full" />;
  return <Opened studio={studio} stream={stream} address={address} actions={actions} />;
}

function Opened({ studio, ...props }: BrowserStudioProps & { studio: Studio }) {
  const { phase } = useStore(studio.capture.store);
  return phase === "ready" ? (
    <StudioDesk studio={studio} {...props} />
  ) : (
    <AskPanel studio={studio} isAsking={phase === "asking"} />
  );
}

/** One studio for as long as the page is open. */
function useStudio({ id, title, channel }: StreamView, { getIngest }: IngestActions): Studio | null {
  const t = useTranslations("broadcastStudio");
  const [studio, setStudio] = useState<Studio | null>(null);
  const { creatorName } = channel;
  const [back, sound] = [t("cards.pause"), t("cards.sound")];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title is no reason to drop the camera.
  useEffect(() => {
    // Browsers forbid cameras to documents, not to pages: one that was opened elsewhere is loaded anew here.
    if (isRefusedHere()) return window.location.reload();
    const made = new Studio({
      streamId: id,
      cards: {
        "pause-card": { headline: back, below: `${title} · ${creatorName}` },
        "sound-card": { headline: title, below: `${creatorName} · ${sound}` },
      },
      async fetchTarget() {
        const result = await getIngest({ streamId: id });
        if (!result.ok) return { code: result.error.code };
        return result.data.ingest.find(({ kind }) => isForBrowsers(kind)) ?? { code: "unexpected" };
      },
    });
    setStudio(made);
    return () => made.close();
  }, [id]);
  return studio;
}
