import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getWatchByHandle } from "@/lib/streams/get-watch";
import { PastBroadcasts } from "../_components/past-broadcasts";
import { watchMetadata } from "../_components/watch-metadata";
import { WatchView } from "../_components/watch-view";

interface Props {
  readonly params: Promise<{ handle: string }>;
}

/** `/@handle`; anything else at the root of the site is not a page. */
const findView = cache(async (segment: string) => {
  const handle = /^@([A-Za-z0-9_-]{1,64})$/.exec(safeDecode(segment))?.[1];
  return handle ? getWatchByHandle(handle) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return watchMetadata(await findView((await params).handle));
}

export default async function ChannelPage({ params }: Props) {
  const view = await findView((await params).handle);
  if (!view) notFound();
  return (
    <>
      <WatchView view={view} />
      <PastBroadcasts channelId={view.channel.id} />
    </>
  );
}

/** Next hands the segment over as it stands in the address: `%40name` or `@name`. */
function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
