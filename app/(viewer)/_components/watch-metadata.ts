import type { Metadata } from "next";
import { isOnAir } from "@/components/watch/watch-phase";
import { env } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/get-translator";
import type { WatchView } from "@/lib/streams/stream";
import type { Announcement } from "@/lib/wire/control";

/** Title and preview of a watch page, as search engines and messengers show it. */
export async function watchMetadata(view: WatchView | null): Promise<Metadata> {
  const t = await getTranslator("watch");
  if (!view) return { title: t("notFoundTitle") };
  const name = view.channel.creatorName;
  const { current, previewImage } = view;
  const live = current && isOnAir(current.broadcast) ? current : null;
  // A channel's page only links to replays.
  const isReplay = current?.broadcast === "replay-ready" && current.streamId === view.topic;
  const replay = isReplay ? current : null;
  const shown = live ?? replay;
  const title = shown ? `${shown.title} · ${name}` : name;
  const ownWords = shown ? "" : view.channel.bio.replaceAll("\n", " ");
  const description = ownWords || describe(t, name, live, replay);
  const images = shown && previewImage ? [previewImage] : [];
  return {
    title,
    description,
    alternates: { types: { "application/json+oembed": oembedUrl(view) } },
    openGraph: { title, description, type: "video.other", images },
    twitter: { card: images.length > 0 ? "summary_large_image" : "summary", title, description, images },
  };
}

/** How other sites find out what a link of ours shows. */
function oembedUrl({ topic, channel }: WatchView): string {
  const { PUBLIC_URL } = env();
  const path = topic === channel.id ? `/@${channel.handle}` : `/watch/${topic}`;
  return `${PUBLIC_URL}/api/oembed?${new URLSearchParams({ url: PUBLIC_URL + path, format: "json" })}`;
}

type Translate = Awaited<ReturnType<typeof getTranslator<"watch">>>;

function describe(
  t: Translate,
  name: string,
  live: Announcement | null,
  replay: Announcement | null,
): string {
  if (live) return t("metaLive", { name, title: live.title });
  return replay ? t("metaReplay", { name, title: replay.title }) : t("metaOffline", { name });
}
