"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { RecordingItem } from "@/components/recordings/recording-item";
import { useSizeWords } from "@/components/recordings/use-size-words";
import type { LibraryItem } from "@/lib/recordings/recording-query";
import { deleteRecordingAction, issueDownloadAction } from "../actions";

interface LibraryProps {
  readonly items: readonly LibraryItem[];
  readonly totals: { readonly count: number; readonly bytes: number };
}

/** All of a creator's recordings, newest first. */
export function Library({ items, totals }: LibraryProps) {
  const t = useTranslations("recordings");
  const visibility = useTranslations("visibility");
  const size = useSizeWords();
  const actions = { deleteRecording: deleteRecordingAction, issueDownload: issueDownloadAction };
  return (
    <>
      <p className="figures mb-4 text-muted">
        {t("totals", { count: totals.count, size: size(totals.bytes) })}
      </p>
      <ul className="rounded border bg-surface">
        {items.map((item) => (
          <li key={item.id} className="border-b p-4 last:border-b-0">
            <RecordingItem
              recording={item}
              title={item.title}
              heading={
                <h2 className="font-medium wrap-anywhere">
                  <Link
                    href={`/studio/streams/${item.streamId}`}
                    prefetch={false}
                    className="rounded-sm underline-offset-4 hover:underline"
                  >
                    {item.title}
                  </Link>
                  {item.visibility === "public" ? null : (
                    <span className="ml-2 text-small font-normal text-muted">
                      {visibility(item.visibility)}
                    </span>
                  )}
                </h2>
              }
              isOnAir={item.isOnAir}
              isOwner
              actions={actions}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
