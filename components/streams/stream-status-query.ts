import { queryOptions } from "@tanstack/react-query";
import type { StreamView } from "@/lib/streams/stream";

/** A stream as the studio knows it now. Written by the event stream, read by every panel; never fetched by itself. */
export function streamStatusQuery(streamId: string) {
  return queryOptions<StreamView>({
    queryKey: ["streams", streamId, "status"],
    queryFn: () => Promise.reject(new Error("filled by the event stream")),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
