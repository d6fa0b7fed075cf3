"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import type { StreamView } from "@/lib/streams/stream";
import { embedFrame } from "@/lib/wire/embed-frame";

interface SharePanelProps {
  /** Where visitors reach the site, e.g. `https://live.example`. */
  readonly publicUrl: string;
  readonly stream: Pick<StreamView, "id" | "title" | "visibility" | "channel">;
}

export function SharePanel({ publicUrl, stream }: SharePanelProps) {
  const t = useTranslations("studio");
  const { handle } = stream.channel;
  const rows = [
    { name: t("shareChannel"), hint: t("shareChannelHint"), path: `/@${handle}` },
    { name: t("shareStream"), hint: null, path: `/watch/${stream.id}` },
  ];
  return (
    <Panel
      title={t("share")}
      aside={
        <Link
          href={`/@${handle}`}
          target="_blank"
          className="flex items-center gap-1.5 rounded text-accent underline-offset-4 hover:underline"
        >
          {t("openWatchPage")}
          <ExternalLink aria-hidden className="size-4" />
        </Link>
      }
    >
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {rows.map((row) => (
          <div key={row.path}>
            <dt className="text-small text-muted">{row.name}</dt>
            <dd className="mt-1 flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-mono text-small">{publicUrl + row.path}</span>
              <CopyButton label={`${t("copyLink")}: ${row.name}`} text={publicUrl + row.path} />
            </dd>
            {row.hint ? <dd className="mt-1 text-small text-muted">{row.hint}</dd> : null}
          </div>
        ))}
        <EmbedRow publicUrl={publicUrl} stream={stream} />
      </dl>
    </Panel>
  );
}

/** What goes into the page of another site, and who decides which. */
function EmbedRow({ publicUrl, stream }: SharePanelProps) {
  const t = useTranslations("embed");
  if (stream.visibility === "private") {
    return (
      <div>
        <dt className="text-small text-muted">{t("share")}</dt>
        <dd className="mt-1 text-small text-muted">{t("sharePrivate")}</dd>
      </div>
    );
  }
  const snippet = embedFrame({ url: `${publicUrl}/embed/${stream.id}`, title: stream.title });
  return (
    <div>
      <dt className="text-small text-muted">{t("share")}</dt>
      <dd className="mt-1 flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-mono text-small">{snippet}</span>
        <CopyButton label={t("copySnippet")} text={snippet} />
      </dd>
      <dd className="mt-1 text-small text-muted">
        {t.rich("shareHint", {
          settings: (words) => (
            <Link key="settings" href="/studio/settings" className="text-accent underline underline-offset-4">
              {words}
            </Link>
          ),
        })}
      </dd>
    </div>
  );
}
