"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExperienceReport } from "@/lib/wire/experience";
import { EXPERIENCE_EVERY_MS } from "@/lib/wire/limits";
import { type ExperienceFacts, ViewerExperience } from "./viewer-experience";

/** Soon after the start: whoever leaves early was a viewer too. */
const FIRST_AFTER_MS = 4_000;

/**
 * Tells what watching a live stream is like, every ten seconds and at the end; null for no stream. Returns what the player
 * is to be shown to.
 */
export function useExperience(
  streamId: string | null,
  tell: (report: ExperienceReport) => void,
): (facts: ExperienceFacts) => void {
  const viewing = useRef<ViewerExperience | null>(null);
  const hasFailed = useRef(false);
  const [firstId] = useState(streamId);

  const send = useCallback(() => {
    const report = viewing.current?.report();
    if (report) tell(report);
  }, [tell]);

  useEffect(() => {
    if (!streamId) return;
    const [run = 0] = crypto.getRandomValues(new Uint32Array(1));
    viewing.current = new ViewerExperience({
      streamId,
      run,
      openedAtMs: streamId === firstId ? openingOf() : null,
    });
    hasFailed.current = false;
    const first = setTimeout(send, FIRST_AFTER_MS);
    const timer = setInterval(send, EXPERIENCE_EVERY_MS);
    window.addEventListener("pagehide", send);
    return () => {
      send();
      clearTimeout(first);
      clearInterval(timer);
      window.removeEventListener("pagehide", send);
      viewing.current = null;
    };
  }, [streamId, firstId, send]);

  return useCallback(
    (facts) => {
      viewing.current?.note(facts, document.visibilityState === "visible", Date.now());
      if (facts.status !== "failed" || hasFailed.current) return;
      hasFailed.current = true;
      send();
    },
    [send],
  );
}

/** Epoch ms at which the browser was sent to this page; null when the viewer came here from another page of ours. */
function openingOf(): number | null {
  const [navigation] = performance.getEntriesByType("navigation");
  const isHere = navigation?.name.split("#")[0] === window.location.href.split("#")[0];
  return isHere ? performance.timeOrigin : null;
}
