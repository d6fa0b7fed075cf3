import { queryOptions } from "@tanstack/react-query";
import type { ContentLabel } from "@/lib/db/schema";
import type { HomeBoard } from "@/lib/streams/get-home-board";
import { settleOrder } from "./settle-order";

const REFRESH_MS = 8_000;
const TIMEOUT_MS = 8_000;

/** Who is live and what was; asked again every few seconds while the page can be seen. */
export function homeBoardQuery(label: ContentLabel | null) {
  return queryOptions<HomeBoard>({
    queryKey: ["home", label],
    queryFn: ({ signal }) => fetchBoard(label, signal),
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
    // Both come from `fetchBoard`, or from the page.
    structuralSharing: (before, after) => settle(before as HomeBoard | undefined, after as HomeBoard),
  });
}

async function fetchBoard(label: ContentLabel | null, signal: AbortSignal): Promise<HomeBoard> {
  const response = await fetch(`/api/home${label ? `?label=${label}` : ""}`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (!response.ok) throw new Error(`the list was answered with HTTP ${response.status}`);
  // Our own route, which answers with a HomeBoard.
  return (await response.json()) as HomeBoard;
}

function settle(before: HomeBoard | undefined, after: HomeBoard): HomeBoard {
  return before ? { ...after, live: settleOrder(before.live, after.live) } : after;
}
