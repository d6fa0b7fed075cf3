import type { Metadata } from "next";
import { isOnAir } from "@/components/watch/watch-phase";
import { getTranslator } from "@/lib/i18n/get-translator";
import type { WatchView } from "@/lib/streams/stream";

/** Title and preview of a watch page, as search engines and messengers show it. */
export async function watchMetadata(view: WatchView | null): Promise<Metadata> {
  const t = await getTranslator("watch");
  if (!view) return { title: t("notFoundTitle") };
  const name = view.channel.creatorName;
  const live = view.current && isOnAir(view.current.broadcast) ? view.current : null;
  const title = live ? `${live.title} · ${name}` : name;
  const description = live ? t("metaLive", { name, title: live.title }) : t("metaOffline", { name });
  return {
    title,
    description,
    openGraph: { title, description, type: "video.other" },
    twitter: { card: "summary", title, description },
  };
}
