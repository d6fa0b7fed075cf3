"use client";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { IngestActions } from "./ingest-actions";
import { useShownTarget } from "./use-shown-target";

/** The key of encoders, fetched on each click. */
export function useStreamKey(streamId: string, actions: IngestActions) {
  const words = useErrorWords();
  const { shown, failure, hide, show, fetchTarget } = useShownTarget(streamId, "rtmp", actions);
  return {
    shown: shown && { key: shown.target.streamKey, until: shown.until },
    failure,
    hide,
    show,
    key: async () => (await fetchTarget()).streamKey,
    fullUrl: async () => {
      const target = await fetchTarget();
      return `${target.server.replace(/\/$/, "")}/${target.streamKey}`;
    },
    /** A sentence when it failed, else null. */
    async reset(): Promise<string | null> {
      const result = await actions.rotateKey({ streamId });
      hide();
      return result.ok ? null : words.sentence(result.error);
    },
  };
}
