/** What a viewer's request is for, as operators tell requests apart. */
export type RequestKind = "playlist" | "playlist-blocking" | "media" | "signalling" | "other";

/** Null for what stays open as long as its viewer does. Called for every request: no regular expressions. */
export function requestKind(url: string): RequestKind | null {
  const queryAt = url.indexOf("?");
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  if (path.endsWith(".m4s") || path.endsWith(".mp4")) return "media";
  if (path.endsWith(".m3u8")) {
    return queryAt > 0 && url.includes("_HLS_msn=", queryAt) ? "playlist-blocking" : "playlist";
  }
  if (path.endsWith(".mpd")) return "playlist";
  if (path.endsWith(".flv")) return null;
  return path.includes("/whep") || path.startsWith("/whip") ? "signalling" : "other";
}
