import type { Metadata } from "next";
import Link from "next/link";
import { LiveCard } from "@/components/streams/live-card";
import { buttonStyle } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { findActor } from "@/lib/auth/session";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listLiveStreams } from "@/lib/streams/list-live";
import { HowToGoLive } from "./_components/how-to-go-live";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("home");
  return { title: { absolute: t("metaTitle") }, description: t("metaDescription") };
}

export default async function HomePage() {
  const [actor, cards, t, labels, broadcast, studio] = await Promise.all([
    findActor(),
    listLiveStreams(),
    getTranslator("home"),
    getTranslator("labels"),
    getTranslator("broadcast"),
    getTranslator("studio"),
  ]);
  const isCreator = actor !== null && actor.role !== "viewer";
  return (
    <>
      {cards.length > 0 ? (
        <section aria-labelledby="live-now">
          <h1 id="live-now" className="text-title font-semibold">
            {t("liveNow")}
          </h1>
          <p className="text-muted">{t("liveCount", { count: cards.length })}</p>
          <ul className="mt-5 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {cards.map((card) => (
              <li key={card.streamId}>
                <LiveCard
                  href={`/@${card.handle}`}
                  title={card.title}
                  creatorName={card.creatorName}
                  handle={card.handle}
                  contentLabel={labels(card.contentLabel)}
                  liveWord={broadcast("live")}
                  watching={
                    card.viewers === null
                      ? studio("watchingUnknown")
                      : studio("watching", { count: card.viewers })
                  }
                  posterUrl={card.posterUrl}
                  since={card.startedAt === null ? null : <Time at={card.startedAt} />}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <section aria-labelledby="nobody" className="max-w-2xl">
          <h1 id="nobody" className="text-title font-semibold">
            {t("emptyTitle")}
          </h1>
          <p className="mt-2 text-muted">{t("emptyBody")}</p>
          {isCreator ? (
            <Link
              href="/studio/streams"
              className={`${buttonStyle({ tone: "primary", size: "large" })} mt-6`}
            >
              {t("startStudio")}
            </Link>
          ) : null}
        </section>
      )}
      {isCreator ? null : <HowToGoLive isSignedIn={actor !== null} />}
    </>
  );
}
