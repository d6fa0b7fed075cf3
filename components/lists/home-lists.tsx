"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ContentLabel } from "@/lib/db/schema";
import type { HomeBoard } from "@/lib/streams/get-home-board";
import { homeBoardQuery } from "./home-board-query";
import { LiveGrid } from "./live-grid";
import { ReplayGrid } from "./replay-grid";
import { useLiveNews } from "./use-live-news";

interface HomeListsProps {
  readonly initial: HomeBoard;
  readonly label: ContentLabel | null;
  readonly chips: ReactNode;
  /** What is said while there is nothing at all to see. */
  readonly welcome: ReactNode;
}

/** Who is live and what can be watched again. Streams come and go by themselves. */
export function HomeLists({ initial, label, chips, welcome }: HomeListsProps) {
  const t = useTranslations("lists");
  const { data: board, isError } = useQuery({ ...homeBoardQuery(label), initialData: initial });
  const news = useLiveNews(board.live);
  const hasNothing = board.live.length === 0 && board.replays.length === 0 && label === null;
  return (
    <>
      <p role="status" className="sr-only">
        {news}
      </p>
      {hasNothing ? (
        welcome
      ) : (
        <>
          <LiveSection board={board} label={label} chips={chips} />
          {isError ? <p className="mt-4 text-small text-muted">{t("stale")}</p> : null}
          <ReplaySection board={board} label={label} />
        </>
      )}
    </>
  );
}

function LiveSection({
  board,
  label,
  chips,
}: { board: HomeBoard } & Pick<HomeListsProps, "label" | "chips">) {
  const t = useTranslations("lists");
  const labels = useTranslations("labels");
  const { live, hasMoreLive } = board;
  const count = live.length;
  const isEmpty = count === 0;
  const nobody = label ? t("nobodyLabel", { label: labels(label) }) : t("nobody");
  const sentence = isEmpty ? t("nobodyBody") : t(hasMoreLive ? "liveMany" : "liveCount", { count });
  return (
    <section aria-labelledby="live-now">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div>
          <h1 id="live-now" className="text-title font-semibold text-balance">
            {isEmpty ? nobody : t("liveNow")}
          </h1>
          <p className="figures text-muted">{sentence}</p>
        </div>
        {chips}
      </div>
      {isEmpty ? null : (
        <div className="mt-6">
          <LiveGrid cards={live} mayFeature level={2} />
        </div>
      )}
    </section>
  );
}

/** How many of them are in sight when the page opens, where nothing is live. */
const FIRST = 4;

function ReplaySection({ board, label }: { board: HomeBoard; label: ContentLabel | null }) {
  const t = useTranslations("lists");
  if (board.replays.length === 0) return null;
  return (
    <section aria-labelledby="replays" className={board.live.length > 0 ? "mt-12" : "mt-8"}>
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="replays" className="text-lead font-semibold">
          {t("replays")}
        </h2>
        {board.hasMoreReplays ? (
          <Link
            href={label ? `/replays?label=${label}` : "/replays"}
            prefetch={false}
            className="rounded-sm font-medium text-accent underline-offset-4 hover:underline"
          >
            {t("allReplays")}
          </Link>
        ) : null}
      </div>
      <div className="mt-4">
        <ReplayGrid cards={board.replays} firstCount={board.live.length === 0 ? FIRST : 0} />
      </div>
    </section>
  );
}
