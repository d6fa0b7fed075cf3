"use client";

import { useLocale, useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { useClock } from "@/components/ui/use-clock";
import type { StreamView } from "@/lib/streams/stream";
import type { StreamNotice } from "@/lib/wire/stream-state";

/** A refused encoder is news for so long. Who tries on is refused again, and it is news again. */
const REFUSAL_SHOWN_MS = 60_000;

/** What the creator should know of right now, above everything else. */
export function DeskNotices({ stream, isLost }: { stream: StreamView; isLost: boolean }) {
  const t = useTranslations("studio");
  return (
    <>
      {isLost ? (
        <Notice tone="fair" role="status">
          {t("connectionLost")}
        </Notice>
      ) : null}
      {stream.staleSince === null ? null : (
        <Notice tone="fair" role="status">
          {t.rich("stale", {
            provider: stream.provider.label,
            time: () => <Time key="time" at={stream.staleSince ?? 0} />,
          })}
        </Notice>
      )}
      {stream.endsAt === null ? null : <BudgetEnd at={stream.endsAt} />}
      {stream.refusedAt === null ? null : <RefusedEncoder at={stream.refusedAt} />}
      {stream.ingest === "active"
        ? stream.notices.map((notice) => <ServerNotice key={notice.code} notice={notice} />)
        : null}
    </>
  );
}

/** The hour is the visitor's own, which only the browser knows. */
function BudgetEnd({ at }: { at: number }) {
  const t = useTranslations("studio");
  const locale = useLocale();
  const now = useClock();
  if (now === null) return null;
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(at);
  return (
    <Notice tone="rust" role="alert">
      {now < at ? t("budgetEnds", { time }) : t("budgetEnded")}
    </Notice>
  );
}

/** Vanishes by itself; before the browser's clock is known, it is better shown than hidden. */
function RefusedEncoder({ at }: { at: number }) {
  const t = useTranslations("studio");
  const now = useClock();
  if (now !== null && now - at > REFUSAL_SHOWN_MS) return null;
  return (
    <Notice tone="fair" role="status">
      {t.rich("refused", { time: () => <Time key="time" at={at} /> })}
    </Notice>
  );
}

function ServerNotice({ notice }: { notice: StreamNotice }) {
  const t = useTranslations("notices");
  return (
    <Notice tone="fair" role="status">
      <p>{t(notice.code, { renditions: String(notice.details.renditions ?? "?") })}</p>
      <p className="text-small text-muted">
        {t("since")} <Time at={notice.since} />
      </p>
    </Notice>
  );
}
