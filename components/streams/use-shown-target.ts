"use client";
import { useEffect, useState } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { IngestTarget } from "@/lib/wire/playback";
import type { IngestActions } from "./ingest-actions";

/** A shown secret hides by itself after this long, in ms. */
const SHOWN_FOR_MS = 30_000;

/** Fetches a way in, with its secrets, on each click and keeps it only while it is shown. */
export function useShownTarget<Kind extends IngestTarget["kind"]>(
  streamId: string,
  kind: Kind,
  actions: Pick<IngestActions, "getIngest">,
) {
  type Target = Extract<IngestTarget, { kind: Kind }>;
  const words = useErrorWords();
  const [shown, setShown] = useState<{ target: Target; until: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), shown.until - Date.now());
    return () => clearTimeout(timer);
  }, [shown]);

  async function fetchTarget(): Promise<Target> {
    setFailure(null);
    const result = await actions.getIngest({ streamId });
    const isWanted = (one: IngestTarget): one is Target => one.kind === kind;
    const target = result.ok ? result.data.ingest.find(isWanted) : undefined;
    if (target) return target;
    const sentence = words.sentence(result.ok ? { code: "unexpected" } : result.error);
    setFailure(sentence);
    throw new Error(sentence);
  }

  return {
    shown,
    failure,
    fetchTarget,
    hide: () => setShown(null),
    show: () =>
      fetchTarget().then(
        (target) => setShown({ target, until: Date.now() + SHOWN_FOR_MS }),
        () => setShown(null),
      ),
  };
}
