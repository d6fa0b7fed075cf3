"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { LiveClock } from "@/components/streams/live-clock";
import { StateBadge } from "@/components/streams/state-badge";
import { Panel } from "@/components/ui/panel";
import type { OnAir } from "@/lib/streams/list-on-air";

interface OnAirPanelProps {
  readonly streams: readonly OnAir[];
  /** Of all that are on air, also those that are not listed. */
  readonly count: number;
  readonly viewers: number;
}

export function OnAirPanel({ streams, count, viewers }: OnAirPanelProps) {
  const t = useTranslations("overview");
  const words = useTranslations("broadcast");
  return (
    <Panel
      title={t("onAir")}
      aside={<span className="figures text-small text-muted">{t("onAirSum", { count, viewers })}</span>}
    >
      {streams.length === 0 ? (
        <p className="text-muted">{t("nobodyOnAir")}</p>
      ) : (
        <ul className="grid divide-y divide-line">
          {streams.map((stream) => (
            <li
              key={stream.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0"
            >
              <StateBadge state={stream.broadcast} word={words(stream.broadcast)} />
              <span className="min-w-40 flex-1">
                <Link href={`/studio/streams/${stream.id}`} className="block font-medium hover:underline">
                  {stream.title}
                </Link>
                <span className="text-small text-muted">
                  {stream.creator} · {stream.provider}
                </span>
              </span>
              <span className="figures flex gap-x-3 text-small max-sm:w-full sm:grid sm:justify-items-end">
                <span className="font-medium">
                  {stream.viewers === null ? t("viewersUnknown") : t("viewers", { count: stream.viewers })}
                </span>
                {stream.startedAt === null ? null : <LiveClock since={stream.startedAt} />}
              </span>
            </li>
          ))}
        </ul>
      )}
      {count > streams.length ? (
        <p className="figures mt-2 text-small text-muted">{t("more", { count: count - streams.length })}</p>
      ) : null}
    </Panel>
  );
}
