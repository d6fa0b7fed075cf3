"use client";
import { Download, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button, buttonStyle } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { RecordingView } from "@/lib/recordings/recording";
import type { RecordingActions } from "./recording-actions";
import { RecordingFacts } from "./recording-facts";

interface RecordingItemProps {
  readonly recording: RecordingView;
  /** Of the stream, for names of buttons. */
  readonly title: string;
  /** What stands first: a link to the stream in a list of many, nothing on the stream's own page. */
  readonly heading?: ReactNode;
  /** Whether its stream is still on: then it grows. */
  readonly isOnAir: boolean;
  /** An admin may look and delete; the file is its owner's. */
  readonly isOwner: boolean;
  readonly actions: RecordingActions;
}

/** One recording: what it is, how long it stays, and what can be done with it. */
export function RecordingItem(props: RecordingItemProps) {
  const { recording, title, heading, isOnAir, isOwner, actions } = props;
  const t = useTranslations("recordings");
  const state = recording.state === "recording" && !isOnAir ? "finishing" : recording.state;
  const isReady = recording.state === "ready";
  return (
    <article className="grid gap-2" data-recording={recording.state}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          {heading}
          <RecordingFacts recording={recording} isGrowing={recording.state === "recording"} />
        </div>
        <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
      </div>
      {recording.fault ? (
        <Notice tone={recording.state === "failed" ? "rust" : "fair"}>{t(`fault.${recording.fault}`)}</Notice>
      ) : null}
      {isReady || recording.state === "failed" ? (
        <div className="flex flex-wrap gap-2">
          {isReady ? (
            <Link
              href={`/watch/${recording.streamId}`}
              prefetch={false}
              aria-label={t("watchNamed", { title })}
              className={buttonStyle({ tone: "secondary", size: "small" })}
            >
              <Play aria-hidden />
              {t("watch")}
            </Link>
          ) : null}
          {isReady && isOwner ? (
            <DownloadButton id={recording.id} title={title} issue={actions.issueDownload} />
          ) : null}
          <DeleteButton id={recording.id} title={title} remove={actions.deleteRecording} />
        </div>
      ) : null}
    </article>
  );
}

const TONES: Record<Exclude<RecordingView["state"], "recording"> | "recording" | "finishing", BadgeTone> = {
  recording: "accent",
  finishing: "plain",
  ready: "good",
  failed: "rust",
  deleting: "plain",
};

function DownloadButton({
  id,
  title,
  issue,
}: {
  id: string;
  title: string;
  issue: RecordingActions["issueDownload"];
}) {
  const t = useTranslations("recordings");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  async function download() {
    setBusy(true);
    const result = await issue({ recordingId: id });
    setBusy(false);
    if (!result.ok) return void toast(words.sentence(result.error));
    // The answer is an attachment: the page stays where it is.
    window.location.assign(result.data.url);
    toast(t("downloading"));
  }
  return (
    <Button
      size="small"
      onClick={download}
      disabled={busy}
      aria-busy={busy}
      aria-label={t("downloadNamed", { title })}
    >
      <Download aria-hidden />
      {t("download")}
    </Button>
  );
}

function DeleteButton({
  id,
  title,
  remove,
}: {
  id: string;
  title: string;
  remove: RecordingActions["deleteRecording"];
}) {
  const t = useTranslations("recordings");
  const words = useErrorWords();
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" tone="danger-outline" aria-label={t("deleteNamed", { title })}>
          <Trash2 aria-hidden />
          {t("delete")}
        </Button>
      }
      title={t("deleteTitle")}
      body={t("deleteBody", { title })}
      confirm={t("deleteConfirm")}
      keep={t("deleteKeep")}
      onConfirm={async () => {
        const result = await remove({ recordingId: id });
        if (!result.ok) return words.sentence(result.error);
        toast(result.data.removal === "done" ? t("deleted") : t("deletedPending"));
        return null;
      }}
    />
  );
}
