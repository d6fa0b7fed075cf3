"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { WatchView } from "@/lib/streams/stream";
import type { Announcement } from "@/lib/wire/control";
import type { ExperienceReport } from "@/lib/wire/experience";
import type { PresenceClient } from "./presence-client";
import { viewerId } from "./viewer-id";

export interface Presence {
  readonly current: Announcement | null;
  /** Null is unknown. */
  readonly viewers: number | null;
  /** Null until the first attempt has an outcome. */
  readonly isConnected: boolean | null;
  /** Whether this page counts as a viewer. */
  readonly setWatching: (isWatching: boolean) => void;
  /** What watching is like; lost while there is no connection. */
  readonly tell: (experience: ExperienceReport) => void;
}

/** However long the first picture takes, the page listens after this. */
const LONGEST_DELAY_MS = 2_000;

/**
 * What the page's topic says, live: the announcement and the number of viewers. Connects once `isDue`: while a first
 * picture is on its way, the connection and its code would only compete with it.
 */
export function usePresence(view: WatchView, isDue: boolean): Presence {
  const [presence, setPresence] = useState<Omit<Presence, "setWatching" | "tell">>({
    current: view.current,
    viewers: view.viewers,
    isConnected: null,
  });
  const client = useRef<PresenceClient | null>(null);
  const watching = useRef(false);
  const { presenceUrl, topic } = view;
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setOpen(true), isDue ? 0 : LONGEST_DELAY_MS);
    return () => clearTimeout(timer);
  }, [isDue]);

  useEffect(() => {
    if (!presenceUrl || !isOpen) return;
    const ending = new AbortController();
    // Apart from the page's first code: it is not needed for the first picture.
    void import("./presence-client").then(({ openPresence }) => {
      if (ending.signal.aborted) return;
      const opened = openPresence({
        url: presenceUrl,
        topic,
        viewer: viewerId(),
        onConnected: (isConnected) => setPresence((before) => ({ ...before, isConnected })),
        onMessage: (message) =>
          setPresence((before) =>
            message.type === "viewers"
              ? { ...before, viewers: message.viewers }
              : { ...before, current: message.announcement },
          ),
      });
      opened.setWatching(watching.current);
      client.current = opened;
      window.addEventListener("online", opened.kick, { signal: ending.signal });
      document.addEventListener("visibilitychange", opened.kick, { signal: ending.signal });
      ending.signal.addEventListener("abort", opened.close);
    });
    return () => {
      ending.abort();
      client.current = null;
    };
  }, [presenceUrl, topic, isOpen]);

  const setWatching = useCallback((isWatching: boolean) => {
    watching.current = isWatching;
    client.current?.setWatching(isWatching);
  }, []);
  const tell = useCallback((experience: ExperienceReport) => client.current?.tell(experience), []);
  return { ...presence, setWatching, tell };
}
