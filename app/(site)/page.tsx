import type { Metadata } from "next";
import Link from "next/link";
import { preconnect } from "react-dom";
import { HomeLists } from "@/components/lists/home-lists";
import { buttonStyle } from "@/components/ui/button";
import { findActor } from "@/lib/auth/session";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getHomeBoard } from "@/lib/streams/get-home-board";
import { readLabel } from "@/lib/streams/read-label";
import { HowToGoLive } from "./_components/how-to-go-live";
import { ListChips } from "./_components/list-chips";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("home");
  return {
    title: { absolute: t("metaTitle") },
    description: t("metaDescription"),
    alternates: { canonical: "/" },
    openGraph: { title: t("metaTitle"), description: t("metaDescription"), type: "website" },
  };
}

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function HomePage({ searchParams }: Props) {
  const label = readLabel((await searchParams).label);
  const [actor, board] = await Promise.all([findActor(), getHomeBoard(label)]);
  const isCreator = actor !== null && actor.role !== "viewer";
  const posterUrl = board.live[0]?.posterUrl ?? board.replays[0]?.posterUrl;
  if (posterUrl) preconnect(new URL(posterUrl).origin);
  return (
    <>
      <HomeLists
        key={label ?? "all"}
        initial={board}
        label={label}
        chips={<ListChips path="/" label={label} />}
        welcome={<Welcome isCreator={isCreator} />}
      />
      {isCreator ? null : <HowToGoLive isSignedIn={actor !== null} />}
    </>
  );
}

/** For a site on which nothing has been shown yet. */
async function Welcome({ isCreator }: { isCreator: boolean }) {
  const [t, lists] = await Promise.all([getTranslator("home"), getTranslator("lists")]);
  return (
    <section aria-labelledby="nobody" className="max-w-2xl">
      <h1 id="nobody" className="text-title font-semibold">
        {lists("nobody")}
      </h1>
      <p className="mt-2 text-muted">{t("emptyBody")}</p>
      {isCreator ? (
        <Link
          href="/studio/streams"
          prefetch={false}
          className={`${buttonStyle({ tone: "primary", size: "large" })} mt-6`}
        >
          {t("startStudio")}
        </Link>
      ) : null}
    </section>
  );
}
