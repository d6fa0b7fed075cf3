"use client";
import { Download, Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useSizeWords } from "@/components/recordings/use-size-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";
import { type Copy, type CopyStore, openCopyStore } from "../recording/copy-store";

interface SafetyCopiesProps {
  readonly streamId: string;
  readonly title: string;
  /** How often the line was lost: then a copy is what has no holes. */
  readonly drops: number;
  readonly className?: string;
}

/** What this browser has kept of a stream, for download. Nothing when there is nothing. */
export function SafetyCopies({ streamId, title, drops, className }: SafetyCopiesProps) {
  const t = useTranslations("broadcastStudio");
  const { copies, store, reload } = useCopies(streamId);
  if (copies.length === 0 || !store) return null;
  return (
    <section className={className} aria-label={t("copies.title")}>
      <h3 className="font-semibold">{t("copies.title")}</h3>
      <p className="mt-1 text-muted">
        {drops > 0 ? t("copies.afterDrops", { count: drops }) : t("copies.hint")}{" "}
        {store.isLasting ? t("copies.lasting") : t("copies.fleeting")}
      </p>
      <ul className="mt-2 divide-y border-y">
        {copies.map((copy) => (
          <CopyLine key={copy.id} {...{ copy, store, title, reload }} />
        ))}
      </ul>
    </section>
  );
}

function useCopies(streamId: string) {
  const [copies, setCopies] = useState<readonly Copy[]>([]);
  const [store, setStore] = useState<CopyStore | null>(null);
  const reload = useCallback(async () => {
    const opened = await openCopyStore();
    setStore(opened);
    setCopies(await opened.list(streamId).catch(() => []));
  }, [streamId]);
  useEffect(() => void reload(), [reload]);
  return { copies, store, reload };
}

interface CopyLineProps {
  readonly copy: Copy;
  readonly store: CopyStore;
  readonly title: string;
  readonly reload: () => Promise<void>;
}

function CopyLine({ copy, store, title, reload }: CopyLineProps) {
  const t = useTranslations("broadcastStudio");
  const size = useSizeWords();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
      <span className="figures min-w-0 flex-1 basis-48">
        <Time at={copy.startedAt} /> · {formatDuration(copy.durationMs)} · {size(copy.bytes)}
      </span>
      <Button
        size="small"
        onClick={() => void store.file(copy).then((file) => save(file, nameOf(copy, title)))}
      >
        <Download aria-hidden />
        {t("copies.download")}
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="small" tone="quiet" aria-label={t("copies.remove")}>
            <Trash2 aria-hidden />
          </Button>
        }
        title={t("copies.removeTitle")}
        body={t("copies.removeBody")}
        confirm={t("copies.remove")}
        onConfirm={async () => {
          await store.remove(copy);
          await reload();
          return null;
        }}
      />
    </li>
  );
}

function nameOf({ startedAt, mimeType }: Copy, title: string): string {
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "stream";
  const time = new Date(startedAt).toISOString().slice(0, 19).replace(/[:T]/g, "-");
  return `${name}-${time}.${mimeType.includes("mp4") ? "mp4" : "webm"}`;
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
