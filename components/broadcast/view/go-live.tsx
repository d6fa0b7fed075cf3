"use client";
import { Radio } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import type { IngestActions } from "@/components/streams/ingest-actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { StreamView } from "@/lib/streams/stream";
import type { Blocker } from "../preflight/preflight-verdict";
import { useStore } from "../store";
import type { Studio } from "../studio";

interface GoLiveProps {
  readonly studio: Studio;
  readonly stream: StreamView;
  readonly actions: IngestActions;
  /** Why it can't be pressed now; null when it can. */
  readonly blocker: Blocker | null;
}

/** The one main action before; gone while on air. */
export function GoLive({ studio, stream, actions, blocker }: GoLiveProps) {
  const t = useTranslations("broadcastStudio");
  const { state } = useStore(studio.session.store);
  const cause = useId();
  if (state.phase === "live" || state.phase === "reconnecting" || state.phase === "ended") return null;
  const isStarting = state.phase === "starting";
  const isOtherTab = blocker === "other-tab";
  return (
    <>
      {blocker && !isStarting ? (
        <p id={cause} className="max-w-56 text-right text-small text-muted">
          {t(`blockers.${blocker}`)}
        </p>
      ) : null}
      {blocker === "other-encoder" && !isStarting ? (
        <TakeOverFromEncoder studio={studio} stream={stream} actions={actions} />
      ) : (
        <Button
          tone="primary"
          size="large"
          disabled={isStarting || (blocker !== null && !isOtherTab)}
          aria-busy={isStarting}
          aria-describedby={blocker ? cause : undefined}
          onClick={() => void studio.session.go({ takeOver: isOtherTab })}
        >
          <Radio aria-hidden />
          {isStarting
            ? t("starting")
            : isOtherTab
              ? t("takeOver")
              : stream.isPreview
                ? t("goPreview")
                : t("goLive")}
        </Button>
      )}
    </>
  );
}

/** Whoever sends with the old key is cut off by a new one: the only way that is certain. */
function TakeOverFromEncoder({ studio, stream, actions }: Omit<GoLiveProps, "blocker">) {
  const t = useTranslations("broadcastStudio");
  const words = useErrorWords();
  return (
    <ConfirmDialog
      trigger={
        <Button tone="primary" size="large">
          <Radio aria-hidden />
          {t("takeOver")}
        </Button>
      }
      title={t("takeOverTitle")}
      body={t("takeOverBody")}
      confirm={t("takeOverConfirm")}
      onConfirm={async () => {
        const result = await actions.rotateKey({ streamId: stream.id });
        if (!result.ok) return words.sentence(result.error);
        void studio.session.go({ takeOver: true });
        return null;
      }}
    />
  );
}
