import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { EarlyPlayer } from "@/app/_shell/early-player";
import { EmbedPage } from "@/components/embed/embed-page";
import { PrivateCard } from "@/components/watch/private-card";
import { readViewer } from "@/lib/access/read-viewer";
import { EMBED_SUBJECT } from "@/lib/embed/find-embeddable";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getWatchByHandle, getWatchByStream } from "@/lib/streams/get-watch";

interface Props {
  readonly params: Promise<{ streamId: string }>;
}

/** A stream's id, or `@handle` for whatever a channel shows. Who may frame the page is said by its policy (`proxy.ts`). */
const findView = cache(async (segment: string) => {
  const subject = segment.replace("%40", "@");
  if (!EMBED_SUBJECT.test(subject)) return null;
  if (subject.startsWith("@")) return getWatchByHandle(subject.slice(1));
  return getWatchByStream(subject, await readViewer(subject));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await findView((await params).streamId);
  const robots = { index: false };
  if (!view || "refused" in view) return { robots };
  return { title: view.current?.title || view.channel.creatorName, robots };
}

export default async function EmbedRoute({ params }: Props) {
  const { streamId } = await params;
  const view = await findView(streamId);
  if (!view) notFound();
  if ("refused" in view) return <PrivateCard kind={view.refused} signInHref={null} />;
  const subject = streamId.replace("%40", "@");
  const siteName = (await getTranslator("common"))("appName");
  return (
    <>
      <EarlyPlayer sources={view.current?.playback ?? []} />
      <EmbedPage
        view={view}
        watchPath={subject.startsWith("@") ? `/${subject}` : `/watch/${subject}`}
        siteName={siteName}
      />
    </>
  );
}
