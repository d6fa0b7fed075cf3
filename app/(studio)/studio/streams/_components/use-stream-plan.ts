"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { StreamPlan } from "@/lib/streams/plan-stream";
import { planStreamAction } from "../actions";
import type { StreamWish } from "./stream-wish";

/** Where a stream like this would go now; the last answer stands until the next is there. */
export function useStreamPlan(
  wish: StreamWish,
  first: { readonly wish: StreamWish; readonly plan: StreamPlan },
): StreamPlan {
  const { data } = useQuery({
    queryKey: ["stream-plan", wish],
    queryFn: async () => {
      const result = await planStreamAction(wish);
      if (!result.ok) throw new Error(result.error.message);
      return result.data;
    },
    initialData: wish === first.wish ? first.plan : undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return data ?? first.plan;
}
