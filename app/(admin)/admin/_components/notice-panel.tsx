"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { NoticeWords } from "@/lib/notices/describe-notice";

interface NoticePanelProps {
  readonly notices: readonly (NoticeWords & {
    readonly id: string;
    /** Epoch ms. */
    readonly at: number;
    readonly isRead: boolean;
  })[];
}

/** What admins were told lately. */
export function NoticePanel({ notices }: NoticePanelProps) {
  const t = useTranslations("overview");
  return (
    <Panel title={t("notices")}>
      {notices.length === 0 ? (
        <p className="text-muted">{t("noNotices")}</p>
      ) : (
        <ul className="grid divide-y divide-line">
          {notices.map(({ id, title, body, href, at, isRead }) => (
            <li key={id} className="grid gap-1 py-2 first:pt-0 last:pb-0">
              <span className="flex flex-wrap items-baseline gap-2">
                <Link href={href} className="font-medium hover:underline">
                  {title}
                </Link>
                {isRead ? null : <Badge tone="fair">{t("new")}</Badge>}
                <span className="ml-auto text-small text-muted">
                  <Time at={at} />
                </span>
              </span>
              <span className="text-small text-muted">{body}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
