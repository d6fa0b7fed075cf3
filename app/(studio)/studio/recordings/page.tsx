import type { Metadata } from "next";
import Link from "next/link";
import { pageCreator } from "@/app/_shell/page-actor";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listRecordings } from "@/lib/recordings/list-recordings";
import { sumRecordings } from "@/lib/recordings/sum-recordings";
import { Library } from "./_components/library";

const PAGE_SIZE = 30;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("recordings"))("metaTitle") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RecordingsPage({ searchParams }: Props) {
  const actor = await pageCreator("/studio/recordings");
  const { before } = await searchParams;
  const [t, items, totals] = await Promise.all([
    getTranslator("recordings"),
    listRecordings(actor, { limit: PAGE_SIZE, ...(typeof before === "string" ? { before } : {}) }),
    sumRecordings(actor),
  ]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <h1 className="mb-4 flex min-h-11 items-center text-title font-semibold">{t("title")}</h1>
      {items.length > 0 ? (
        <Library items={items} totals={totals} />
      ) : (
        <EmptyState
          title={t("emptyTitle")}
          action={
            <Link href="/studio/streams/new" className={buttonStyle({ tone: "primary" })}>
              {(await getTranslator("streams"))("new")}
            </Link>
          }
        >
          {t("emptyBody")}
        </EmptyState>
      )}
      {items.length === PAGE_SIZE ? (
        <Link
          href={`/studio/recordings?before=${items.at(-1)?.id}`}
          className={`${buttonStyle({ tone: "secondary" })} mt-4`}
        >
          {t("more")}
        </Link>
      ) : null}
    </div>
  );
}
