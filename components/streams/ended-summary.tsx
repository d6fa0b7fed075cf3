"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button";
import { formatDuration } from "@/components/ui/format-duration";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { StreamView } from "@/lib/streams/stream";

/** What is left to say about a stream that is over. */
export function EndedSummary({ stream, isOwner }: { stream: StreamView; isOwner: boolean }) {
  const t = useTranslations("studio");
  const reasons = useTranslations(isOwner ? "endReason" : "endReasonForOthers");
  const { startedAt, endedAt } = stream;
  const canResume = stream.endedBecause === "publisher-lost";
  return (
    <Panel title={t("endedTitle")}>
      <div className="grid gap-5">
        {stream.endedBecause ? <p>{reasons(stream.endedBecause)}</p> : null}
        {startedAt === null || endedAt === null ? (
          <p className="text-muted">{t("neverLive")}</p>
        ) : (
          <dl className="figures grid grid-cols-2 gap-4 sm:grid-cols-4">
            <Figure name={t("endedDuration")}>{formatDuration(endedAt - startedAt)}</Figure>
            <Figure name={t("endedPeak")}>{stream.peakViewers}</Figure>
            <Figure name={t("endedStarted")}>
              <Time at={startedAt} exact />
            </Figure>
            <Figure name={t("endedFinished")}>
              <Time at={endedAt} exact />
            </Figure>
          </dl>
        )}
        <Link
          href="/studio/streams/new"
          className={`${buttonStyle({ tone: canResume ? "secondary" : "primary" })} justify-self-start`}
        >
          {t("newStream")}
        </Link>
      </div>
    </Panel>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
