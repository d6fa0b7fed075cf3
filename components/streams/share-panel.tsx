"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";

interface SharePanelProps {
  /** Where visitors reach the site, e.g. `https://live.example`. */
  readonly publicUrl: string;
  readonly handle: string;
  readonly streamId: string;
}

export function SharePanel({ publicUrl, handle, streamId }: SharePanelProps) {
  const t = useTranslations("studio");
  const rows = [
    { name: t("shareChannel"), hint: t("shareChannelHint"), path: `/@${handle}` },
    { name: t("shareStream"), hint: null, path: `/watch/${streamId}` },
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
      </dl>
    </Panel>
  );
}
