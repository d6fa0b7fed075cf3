import { CircleSlash, Radio } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { WatchView } from "@/lib/streams/stream";
import type { WatchPhase } from "./watch-phase";

interface OffAirCardProps {
  readonly phase: WatchPhase;
  readonly view: WatchView;
  readonly isConnected: boolean | null;
  /** Of a replay that is shown elsewhere; null without. */
  readonly replayHref: string | null;
}

/** In the place and shape of the player, so that nothing jumps when the stream starts. */
export function OffAirCard({ phase, view, isConnected, replayHref }: OffAirCardProps) {
  const t = useTranslations("watch");
  const { lastLiveAt } = view;
  const name = view.channel.creatorName;
  const isBlocked = phase === "blocked";
  const Icon = isBlocked ? CircleSlash : Radio;
  return (
    <section
      data-phase={phase}
      className="grid aspect-video min-h-64 w-full place-items-center border-y bg-sunken p-4 sm:rounded sm:border"
    >
      <div className="flex max-w-md flex-col items-center gap-1 text-center">
        <Icon size={20} aria-hidden className="mb-2 text-muted" />
        <h2 className="text-lead font-semibold text-balance">{headline(phase, name, t)}</h2>
        {(phase === "offline" || phase === "waiting") && (
          <p className="text-muted">
            {lastLiveAt === null
              ? t("neverLive")
              : t.rich("lastLive", { time: () => <Time key="time" at={lastLiveAt} /> })}
          </p>
        )}
        <p className="text-balance">{promise(phase, name, t)}</p>
        {replayHref && (
          <Link href={replayHref} className={`${buttonStyle({ tone: "secondary" })} mt-3`}>
            {t("watchReplay")}
          </Link>
        )}
        {isConnected === false && !isBlocked && (
          <p role="status" className="text-small text-muted">
            {t("connectionLost")}
          </p>
        )}
      </div>
    </section>
  );
}

type Translate = ReturnType<typeof useTranslations<"watch">>;

function headline(phase: WatchPhase, name: string, t: Translate): string {
  if (phase === "blocked") return t("blockedTitle");
  if (phase === "processing") return t("processingTitle");
  if (phase === "ended") return t("endedTitle");
  return phase === "waiting" ? t("waitingTitle", { name }) : t("offlineTitle", { name });
}

function promise(phase: WatchPhase, name: string, t: Translate): string {
  if (phase === "blocked") return t("blockedBody");
  if (phase === "processing") return t("processingBody");
  return phase === "ended" ? t("endedBody", { name }) : t("becomesPlayer");
}
