import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { PrivateCard } from "@/components/watch/private-card";
import { readViewer } from "@/lib/access/read-viewer";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getWatchByStream } from "@/lib/streams/get-watch";
import { ID_PATTERN } from "@/lib/wire/limits";
import { watchMetadata } from "../../_components/watch-metadata";
import { WatchView } from "../../_components/watch-view";

interface Props {
  readonly params: Promise<{ streamId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const findView = cache(async (streamId: string) => {
  if (!ID_PATTERN.test(streamId)) return null;
  const viewer = await readViewer(streamId);
  const view = await getWatchByStream(streamId, viewer);
  return view && { view, isSignedIn: viewer.actor !== null };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = (await findView((await params).streamId))?.view ?? null;
  // Unlisted streams are found by their link only, private ones not even described.
  const robots = { index: false, follow: false };
  if (view && "refused" in view) return { title: (await getTranslator("watch"))("privateTitle"), robots };
  const metadata = await watchMetadata(view);
  // What is live changes by the minute, and is found by its channel. A public replay stays.
  const isLasting = view?.current?.broadcast === "replay-ready" && !view.current.needsToken;
  return isLasting ? metadata : { ...metadata, robots };
}

export default async function StreamPage({ params, searchParams }: Props) {
  const { streamId } = await params;
  const { invite, invitation } = await searchParams;
  if (typeof invite === "string" && ID_PATTERN.test(streamId))
    redirect(`/watch/${streamId}/join?invite=${encodeURIComponent(invite)}`);
  const found = await findView(streamId);
  if (!found) notFound();
  const { view, isSignedIn } = found;
  if (!("refused" in view)) return <WatchView view={view} />;
  const isOver = view.refused === "invitation-over" || invitation === "over";
  return (
    <PrivateCard
      kind={isOver ? "invitation-over" : "not-invited"}
      signInHref={isSignedIn ? null : `/sign-in?callbackUrl=${encodeURIComponent(`/watch/${streamId}`)}`}
    />
  );
}
