import type { WatchView } from "./stream";

/** A channel's watch page; null when there is no such handle. Unlisted streams never show here. */
export async function getWatchByHandle(_handle: string): Promise<WatchView | null> {
  throw new Error("being built");
}
/** One stream's watch page, unlisted ones included; null when there is no such stream. */
export async function getWatchByStream(_id: string): Promise<WatchView | null> {
  throw new Error("being built");
}
