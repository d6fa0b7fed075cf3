import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getWatchByStream } from "@/lib/streams/get-watch";
import { ID_PATTERN } from "@/lib/wire/limits";
import { watchMetadata } from "../../_components/watch-metadata";
import { WatchView } from "../../_components/watch-view";

interface Props {
  readonly params: Promise<{ streamId: string }>;
}

const findView = cache(async (streamId: string) =>
  ID_PATTERN.test(streamId) ? getWatchByStream(streamId) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // Unlisted streams are found by their link only.
  return { ...(await watchMetadata(await findView((await params).streamId))), robots: { index: false } };
}

export default async function StreamPage({ params }: Props) {
  const view = await findView((await params).streamId);
  if (!view) notFound();
  return <WatchView view={view} />;
}
