import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PageLinks } from "@/app/_shell/page-links";
import { ReplayGrid } from "@/components/lists/replay-grid";
import { EmptyState } from "@/components/ui/empty-state";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listReplays } from "@/lib/recordings/list-replays";
import { findChannel } from "@/lib/streams/find-channel";
import { readHandle } from "../../_components/read-handle";

const PAGE = 24;
const FIRST = 8;

interface Props {
  readonly params: Promise<{ handle: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const find = cache(async (segment: string) => {
  const handle = readHandle(segment);
  return handle ? findChannel(handle) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, watch] = await Promise.all([getTranslator("lists"), getTranslator("watch")]);
  const channel = await find((await params).handle);
  if (!channel) return { title: watch("notFoundTitle") };
  return {
    title: t("pastOf", { name: channel.creatorName }),
    description: channel.bio.replaceAll("\n", " ") || t("replaysLead"),
    alternates: { canonical: `/@${channel.handle}/broadcasts` },
  };
}

/** All that can be watched again of one creator. */
export default async function BroadcastsPage({ params, searchParams }: Props) {
  const channel = await find((await params).handle);
  if (!channel) notFound();
  const { before: position } = await searchParams;
  const before = typeof position === "string" ? position : null;
  const [t, { replays, next }] = await Promise.all([
    getTranslator("lists"),
    listReplays({ channelId: channel.id, limit: PAGE, before }),
  ]);
  const path = `/@${channel.handle}/broadcasts`;
  const name = channel.creatorName;
  return (
    <div className="px-4 pt-6 sm:px-0 sm:pt-0">
      <Link
        href={`/@${channel.handle}`}
        prefetch={false}
        className="rounded-sm text-accent underline-offset-4 hover:underline"
      >
        {t("toChannel", { name })}
      </Link>
      <h1 className="mt-1 mb-6 text-title font-semibold wrap-anywhere">{t("pastOf", { name })}</h1>
      {replays.length > 0 ? (
        <ReplayGrid cards={replays} firstCount={FIRST} isOwnPage level={2} />
      ) : (
        <EmptyState title={t("pastEmpty")}>{t("pastEmptyBody", { name })}</EmptyState>
      )}
      <PageLinks
        newestHref={before ? path : null}
        olderHref={next ? `${path}?before=${encodeURIComponent(next)}` : null}
      />
    </div>
  );
}
