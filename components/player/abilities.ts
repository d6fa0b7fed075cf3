/** What the browser brings for playing, found out without loading an engine. */
export interface Abilities {
  readonly mediaSource: boolean;
  readonly nativeHls: boolean;
  readonly webRtc: boolean;
}

export function readAbilities(): Abilities {
  return {
    mediaSource: "MediaSource" in globalThis || "ManagedMediaSource" in globalThis,
    nativeHls: hasNativeHls(),
    webRtc: "RTCPeerConnection" in globalThis,
  };
}

function hasNativeHls(): boolean {
  if (typeof document === "undefined") return false;
  return document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";
}
