import type { Metadata } from "next";
import { PageLinks } from "@/app/_shell/page-links";
import { LiveGrid } from "@/components/lists/live-grid";
import { ReplayGrid } from "@/components/lists/replay-grid";
import { SearchForm } from "@/components/lists/search-form";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { requestAddress } from "@/lib/auth/request-address";
import { isAppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/get-translator";
import { type SearchResult, searchStreams } from "@/lib/search/search-streams";
import { MAX_QUERY } from "@/lib/search/search-words";
import { readLabel } from "@/lib/streams/read-label";
import { listAddress } from "../_components/list-address";
import { ListChips } from "../_components/list-chips";

const PATH = "/search";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, { query }] = await Promise.all([getTranslator("lists"), readSearch(searchParams)]);
  // Results are not pages of their own, and their addresses hold what somebody looked for.
  return {
    title: query ? t("results", { query }) : t("searchTitle"),
    robots: { index: false, follow: false },
  };
}

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function readSearch(searchParams: Props["searchParams"]) {
  const { q, label, before } = await searchParams;
  return {
    query: typeof q === "string" ? q.trim().slice(0, MAX_QUERY) : "",
    label: readLabel(label),
    before: typeof before === "string" ? before : null,
  };
}

export default async function SearchPage({ searchParams }: Props) {
  const search = await readSearch(searchParams);
  const { query, label, before } = search;
  const [t, labels] = await Promise.all([getTranslator("lists"), getTranslator("labels")]);
  const result = await find(search);
  const heading = query && label ? t("resultsIn", { query, label: labels(label) }) : t("results", { query });
  return (
    <>
      <h1 className="text-title font-semibold wrap-anywhere">
        {query ? heading : label ? labels(label) : t("searchTitle")}
      </h1>
      <SearchForm
        label={t("searchLabel")}
        hint={t("searchHint")}
        button={t("search")}
        query={query}
        contentLabel={label}
        className="mt-4 max-w-xl"
      />
      <div className="mt-4">
        <ListChips path={PATH} query={query} label={label} />
      </div>
      <div className="mt-8">
        {result === "too-many" ? (
          <Notice tone="rust" role="alert">
            {t("tooMany")}
          </Notice>
        ) : query || label ? (
          <Results {...result} />
        ) : (
          <p className="text-muted">{t("searchStart")}</p>
        )}
      </div>
      <PageLinks
        newestHref={before ? listAddress(PATH, { q: query, label }) : null}
        olderHref={
          result !== "too-many" && result.next
            ? listAddress(PATH, { q: query, label, before: result.next })
            : null
        }
      />
    </>
  );
}

type Search = Awaited<ReturnType<typeof readSearch>>;

async function find(search: Search): Promise<SearchResult | "too-many"> {
  try {
    return await searchStreams({ ...search, address: await requestAddress() });
  } catch (error) {
    if (isAppError(error) && error.code === "rate-limited") return "too-many";
    throw error;
  }
}

async function Results({ live, replays }: SearchResult) {
  const t = await getTranslator("lists");
  if (live.length === 0 && replays.length === 0)
    return <EmptyState title={t("nothing")}>{t("nothingBody")}</EmptyState>;
  return (
    <div className="grid gap-10">
      {live.length > 0 ? (
        <section aria-labelledby="found-live">
          <h2 id="found-live" className="text-lead font-semibold">
            {t("liveNow")}
          </h2>
          <div className="mt-4">
            <LiveGrid cards={live} />
          </div>
        </section>
      ) : null}
      {replays.length > 0 ? (
        <section aria-labelledby="found-replays">
          <h2 id="found-replays" className="text-lead font-semibold">
            {t("replays")}
          </h2>
          <div className="mt-4">
            <ReplayGrid cards={replays} firstCount={live.length === 0 ? 4 : 0} />
          </div>
        </section>
      ) : null}
    </div>
  );
}
