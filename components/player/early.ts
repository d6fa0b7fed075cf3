import type { PlaybackSource } from "@/lib/wire/playback";
import { withoutTokens } from "@/lib/wire/playback-url";
import type { Engine } from "./engine";
import type { PlayerSession } from "./player-session";

/** What the script that runs ahead of the page (`early-player.ts`) leaves for it. */
export interface EarlyPlayer {
  readonly engines: Readonly<Record<string, Engine>>;
  readonly sessions: WeakMap<HTMLVideoElement, PlayerSession>;
}

declare global {
  interface Window {
    annPaleEarlyPlayer?: EarlyPlayer;
  }
}

/** An engine whose code came ahead of the page; null where there was no such script. */
export function earlyEngine(name: string): Engine | null {
  return window.annPaleEarlyPlayer?.engines[name] ?? null;
}

/** The attributes with which a server-rendered video is started ahead of the page: at once, with sound where allowed. */
export function earlyAttributes(sources: readonly PlaybackSource[]): Record<string, string> {
  return { "data-early-sources": JSON.stringify(sources) };
}

/** Our own server wrote the attribute; its schemas stay out of the first code. */
export function readEarlySources(video: HTMLVideoElement): PlaybackSource[] {
  return JSON.parse(video.dataset.earlySources ?? "[]") as PlaybackSource[];
}

/** Hands over the session that runs on this video already, once; null when there is none, or it plays something else. */
export function adoptEarly(
  video: HTMLVideoElement,
  sources: readonly PlaybackSource[],
): PlayerSession | null {
  const sessions = window.annPaleEarlyPlayer?.sessions;
  const session = sessions?.get(video) ?? null;
  sessions?.delete(video);
  if (!session || isSame(video.dataset.earlySources ?? "", JSON.stringify(sources))) return session;
  session.destroy();
  return null;
}

/** A session keeps its own token fresh. */
function isSame(one: string, other: string): boolean {
  return withoutTokens(one) === withoutTokens(other);
}
