"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { LiveCard } from "@/lib/streams/list-live";

/** What a screen reader is told when somebody goes on air while the list is open; empty before. */
export function useLiveNews(cards: readonly LiveCard[]): string {
  const t = useTranslations("lists");
  const known = useRef<ReadonlySet<string> | null>(null);
  const [news, setNews] = useState("");
  useEffect(() => {
    const before = known.current;
    known.current = new Set([...(before ?? []), ...cards.map(({ streamId }) => streamId)]);
    const fresh = before ? cards.filter(({ streamId }) => !before.has(streamId)) : [];
    const [first] = fresh;
    if (!first) return;
    setNews(
      fresh.length === 1 ? t("newsOne", { name: first.creatorName }) : t("newsMany", { count: fresh.length }),
    );
  }, [cards, t]);
  return news;
}
