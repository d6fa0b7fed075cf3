import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { PlayerSnapshot } from "./snapshot";

type Words =
  | "announcePlaying"
  | "announceBehind"
  | "announceReplay"
  | "replayGoneTitle"
  | "announcePaused"
  | "announceMuted"
  | "announceUnmuted"
  | "buffering"
  | "creatorAwayTitle"
  | "viewerOfflineTitle"
  | "roomFullTitle"
  | "noPathTitle"
  | "relayAwayTitle"
  | "repairing"
  | "failedTitle"
  | "refusedTitle"
  | "slowTitle";

/** A state that passes sooner is not worth being read out, ms. */
const SETTLE_MS = 800;

/** Tells changes of state to those who don't see them, politely and once. */
export function Announcer({ snapshot }: { snapshot: PlayerSnapshot }) {
  const t = useTranslations("player");
  const [words, setWords] = useState<Words | null>(null);
  const state = describeState(snapshot);
  useEffect(() => {
    const timer = setTimeout(() => setWords(state), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [state]);

  const { isMuted, hasStarted } = snapshot;
  const wasMuted = useRef<boolean | null>(null);
  useEffect(() => {
    if (wasMuted.current !== null && hasStarted && wasMuted.current !== isMuted) {
      setWords(isMuted ? "announceMuted" : "announceUnmuted");
    }
    wasMuted.current = isMuted;
  }, [isMuted, hasStarted]);

  return (
    <p role="status" aria-live="polite" className="sr-only">
      {words && t(words)}
    </p>
  );
}

function describeState(snapshot: PlayerSnapshot): Words | null {
  switch (snapshot.status) {
    case "playing":
      if (snapshot.isReplay) return "announceReplay";
      return snapshot.isAtEdge ? "announcePlaying" : "announceBehind";
    case "paused":
      return "announcePaused";
    case "buffering":
      return "buffering";
    case "failed":
      return "failedTitle";
    case "refused":
      return "refusedTitle";
    case "interrupted":
      if (snapshot.isReplay && snapshot.interruption === "creator-away") return "replayGoneTitle";
      return INTERRUPTED[snapshot.interruption ?? "repairing"];
    case "loading":
      return snapshot.isSlow ? "slowTitle" : null;
  }
}

const INTERRUPTED = {
  "creator-away": "creatorAwayTitle",
  "viewer-offline": "viewerOfflineTitle",
  repairing: "repairing",
  "room-full": "roomFullTitle",
  "no-path": "noPathTitle",
  "relay-away": "relayAwayTitle",
} as const;
