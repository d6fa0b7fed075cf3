import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getWatchByHandle } from "@/lib/streams/get-watch";
import { PastBroadcasts } from "../_components/past-broadcasts";
import { readHandle } from "../_components/read-handle";
import { watchMetadata } from "../_components/watch-metadata";
import { WatchView } from "../_components/watch-view";

interface Props {
  readonly params: Promise<{ handle: string }>;
}

const findView = cache(async (segment: string) => {
  const handle = readHandle(segment);
  return handle ? getWatchByHandle(handle) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await findView((await params).handle);
  const metadata = await watchMetadata(view);
  return view ? { ...metadata, alternates: { canonical: `/@${view.channel.handle}` } } : metadata;
}

export default async function ChannelPage({ params }: Props) {
  const view = await findView((await params).handle);
  if (!view) notFound();
  const { id, handle, bio } = view.channel;
  return (
    <>
      <WatchView view={view} />
      {bio ? <About bio={bio} /> : null}
      <PastBroadcasts channelId={id} handle={handle} />
    </>
  );
}

async function About({ bio }: { bio: string }) {
  const t = await getTranslator("lists");
  return (
    <section aria-label={t("about")} className="mt-6 max-w-prose px-4 sm:px-0">
      <p className="whitespace-pre-line wrap-anywhere">{bio}</p>
    </section>
  );
}
