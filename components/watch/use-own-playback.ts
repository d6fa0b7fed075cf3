"use client";

import { useEffect, useState } from "react";
import type { Announcement } from "@/lib/wire/control";
import { isOnAir } from "./watch-phase";

export interface OwnPlayback {
  /** What was announced, with addresses of this viewer's own where it isn't for everybody. */
  readonly current: Announcement | null;
  /** This viewer may not watch any longer. */
  readonly isRefused: boolean;
}

const TIMEOUT_MS = 8_000;
const RETRY_MS = 3_000;
/** A crowd that hears of a start at once asks one after the other, this long each. */
const MS_PER_VIEWER = 3;
const LONGEST_SPREAD_MS = 4_000;

/**
 * What isn't for everybody is announced without addresses and, where private, without its title: the app tells each
 * viewer theirs. `first` is what the page was made with.
 */
export function useOwnPlayback(
  announced: Announcement | null,
  first: Announcement | null,
  viewers: number | null,
): OwnPlayback {
  const [own, setOwn] = useState(first);
  const [isRefused, setRefused] = useState(false);
  const current = announced?.needsToken ? mergeOwn(announced, own) : announced;
  const mustAsk = current !== null && lacksPlayback(current);
  const streamId = current?.streamId;
  const broadcast = current?.broadcast;

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for each state; how many watch only spreads it.
  useEffect(() => {
    if (!mustAsk || !streamId) return;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const answer = await fetchOwn(streamId, ending.signal);
      if (ending.signal.aborted) return;
      if (answer === "refused") setRefused(true);
      else if (answer === "unreachable") timer = setTimeout(ask, RETRY_MS * (0.5 + Math.random()));
      else setOwn(answer);
    };
    const spreadMs = Math.min(LONGEST_SPREAD_MS, (viewers ?? 0) * MS_PER_VIEWER);
    timer = setTimeout(ask, Math.random() * spreadMs);
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [mustAsk, streamId, broadcast]);

  return { current, isRefused };
}

/** What the viewer knows of the same stream fills in what isn't said to everybody. */
export function mergeOwn(announced: Announcement, own: Announcement | null): Announcement {
  if (own?.streamId !== announced.streamId) return announced;
  // To everybody else a preview has not begun; its creator sees it.
  const broadcast = announced.broadcast === "ready" ? own.broadcast : announced.broadcast;
  const isSameKind = isOnAir(broadcast)
    ? isOnAir(own.broadcast)
    : broadcast === "replay-ready" && own.broadcast === broadcast;
  return {
    ...announced,
    broadcast,
    title: announced.title || own.title,
    startedAt: announced.startedAt ?? own.startedAt,
    playback: isSameKind ? own.playback : [],
    ...(isSameKind && own.posterUrl ? { posterUrl: own.posterUrl } : {}),
  };
}

function lacksPlayback({ needsToken, broadcast, playback }: Announcement): boolean {
  const isPlayable = isOnAir(broadcast) || broadcast === "replay-ready";
  return needsToken === true && isPlayable && playback.length === 0;
}

async function fetchOwn(
  streamId: string,
  signal: AbortSignal,
): Promise<Announcement | "refused" | "unreachable"> {
  try {
    const response = await fetch(`/api/playback/${streamId}`, {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.status === 403) return "refused";
    if (!response.ok) return "unreachable";
    // Our own route, which answers with an Announcement.
    const answer = (await response.json()) as Announcement;
    return lacksPlayback(answer) ? "unreachable" : answer;
  } catch {
    return "unreachable";
  }
}
