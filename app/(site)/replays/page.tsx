import type { Metadata } from "next";
import { PageLinks } from "@/app/_shell/page-links";
import { ReplayGrid } from "@/components/lists/replay-grid";
import { EmptyState } from "@/components/ui/empty-state";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listReplays } from "@/lib/recordings/list-replays";
import { readLabel } from "@/lib/streams/read-label";
import { listAddress } from "../_components/list-address";
import { ListChips } from "../_components/list-chips";

const PATH = "/replays";
const PAGE = 24;
const FIRST = 8;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("lists");
  return {
    title: t("replaysTitle"),
    description: t("replaysLead"),
    alternates: { canonical: PATH },
  };
}

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ReplaysPage({ searchParams }: Props) {
  const query = await searchParams;
  const label = readLabel(query.label);
  const before = typeof query.before === "string" ? query.before : null;
  const [t, { replays, next }] = await Promise.all([
    getTranslator("lists"),
    listReplays({ limit: PAGE, before, label }),
  ]);
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div>
          <h1 className="text-title font-semibold">{t("replaysTitle")}</h1>
          <p className="text-muted">{t("replaysLead")}</p>
        </div>
        <ListChips path={PATH} label={label} />
      </div>
      <div className="mt-6">
        {replays.length > 0 ? (
          <ReplayGrid cards={replays} firstCount={FIRST} level={2} />
        ) : (
          <EmptyState title={t("replaysEmpty")}>{t("replaysEmptyBody")}</EmptyState>
        )}
      </div>
      <PageLinks
        newestHref={before ? listAddress(PATH, { label }) : null}
        olderHref={next ? listAddress(PATH, { label, before: next }) : null}
      />
    </>
  );
}
