import type { Metadata } from "next";
import Link from "next/link";
import { pageCreator } from "@/app/_shell/page-actor";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listStreams } from "@/lib/streams/list-streams";
import { StreamTable } from "./_components/stream-table";

const PAGE_SIZE = 30;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("streams"))("metaTitle") };
}

export default async function StreamsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await pageCreator("/studio/streams");
  const { before } = await searchParams;
  const [t, nav, streams] = await Promise.all([
    getTranslator("streams"),
    getTranslator("nav"),
    listStreams(actor, { limit: PAGE_SIZE, ...(typeof before === "string" ? { before } : {}) }),
  ]);
  const create = (
    <Link href="/studio/streams/new" className={buttonStyle({ tone: "primary" })}>
      {t("new")}
    </Link>
  );
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <div className="mb-4 flex min-h-11 items-center justify-between gap-3">
        <h1 className="text-title font-semibold">{t("title")}</h1>
        <div className="flex items-center gap-2">
          <Link href="/studio/costs" className={buttonStyle({ tone: "quiet" })}>
            {nav("costs")}
          </Link>
          {streams.length > 0 ? create : null}
        </div>
      </div>
      {streams.length > 0 ? (
        <StreamTable streams={streams} />
      ) : (
        <EmptyState title={t("emptyTitle")} action={create}>
          {t("emptyBody")}
        </EmptyState>
      )}
      {streams.length === PAGE_SIZE ? (
        <Link
          href={`/studio/streams?before=${streams.at(-1)?.id}`}
          className={`${buttonStyle({ tone: "secondary" })} mt-4`}
        >
          {t("more")}
        </Link>
      ) : null}
    </div>
  );
}
