"use client";
import { useEffect, useRef, useState } from "react";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { FoundCreators } from "@/lib/policies/find-creators";
import { findCreatorsAction } from "../../actions";

/** Nobody is looked for while somebody types, in ms. */
const PAUSE_MS = 200;

/** Looks for creators by what is typed; what comes back late, for an earlier text, is dropped. */
export function useCreatorSearch() {
  const errors = useErrorWords();
  const [text, setText] = useState("");
  const [found, setFound] = useState<FoundCreators | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(next: string) {
    setText(next);
    clearTimeout(timer.current);
    newest.current += 1;
    if (next.trim() === "") return close();
    const asked = newest.current;
    timer.current = setTimeout(async () => {
      const result = await findCreatorsAction({ text: next });
      if (asked !== newest.current) return;
      setFailure(result.ok ? null : errors.sentence(result.error));
      setFound(result.ok ? result.data : null);
    }, PAUSE_MS);
  }

  /** What is still asked for comes to nothing. */
  function close() {
    newest.current += 1;
    clearTimeout(timer.current);
    setFound(null);
    setFailure(null);
  }

  return { text, found, failure, type, close };
}
