"use client";
import { useEffect, useState } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { IngestTarget } from "@/lib/wire/playback";
import type { IngestActions } from "./ingest-actions";

/** A shown key hides by itself after this long, in ms. */
export const SHOWN_FOR_MS = 30_000;

type RtmpTarget = Extract<IngestTarget, { kind: "rtmp" }>;

/** Fetches the key on each click and keeps it only while it is shown. */
export function useStreamKey(streamId: string, actions: IngestActions) {
  const words = useErrorWords();
  const [shown, setShown] = useState<{ key: string; until: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), shown.until - Date.now());
    return () => clearTimeout(timer);
  }, [shown]);

  async function fetchTarget(): Promise<RtmpTarget> {
    setFailure(null);
    const result = await actions.getIngest({ streamId });
    const target = result.ok ? result.data.ingest.find((one) => one.kind === "rtmp") : undefined;
    if (target) return target;
    const sentence = words.sentence(result.ok ? { code: "unexpected" } : result.error);
    setFailure(sentence);
    throw new Error(sentence);
  }

  return {
    shown,
    failure,
    hide: () => setShown(null),
    show: () =>
      fetchTarget().then(
        (target) => setShown({ key: target.streamKey, until: Date.now() + SHOWN_FOR_MS }),
        () => setShown(null),
      ),
    key: async () => (await fetchTarget()).streamKey,
    fullUrl: async () => {
      const target = await fetchTarget();
      return `${target.server}/${target.streamKey}`;
    },
    /** A sentence when it failed, else null. */
    async reset(): Promise<string | null> {
      const result = await actions.rotateKey({ streamId });
      setShown(null);
      return result.ok ? null : words.sentence(result.error);
    },
  };
}
