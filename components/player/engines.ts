import type { PlaybackSource } from "@/lib/wire/playback";
import { rememberedConsent } from "./address-consent";
import { earlyEngine } from "./early";
import type { EngineEntry } from "./engine";

/** Ordered, best first within a kind. A new kind of source is one file in `engines/` and one entry here. */
const ENGINES: readonly EngineEntry[] = [
  {
    name: "hls",
    kind: "hls",
    canPlay: hasMediaSource,
    load: async () => earlyEngine("hls") ?? (await import("./engines/hls")).hlsEngine,
  },
  {
    name: "native-hls",
    kind: "hls",
    keepsToken: true,
    canPlay: hasNativeHls,
    load: () => import("./engines/native-hls").then((module) => module.nativeHlsEngine),
  },
  {
    name: "p2p",
    kind: "p2p",
    // Asked of the viewer before: without their leave it is as if this browser couldn't.
    canPlay: () => "RTCPeerConnection" in globalThis && rememberedConsent() !== null,
    load: () => import("./engines/p2p").then((module) => module.p2pEngine),
  },
];

export interface Choice {
  readonly source: PlaybackSource;
  readonly entry: EngineEntry;
}

/** Every way this browser has to play these sources, in the order to try them. Empty when there is none. */
export function choosePlayback(
  sources: readonly PlaybackSource[],
  engines: readonly EngineEntry[] = ENGINES,
): Choice[] {
  return sources.flatMap((source) =>
    engines
      .filter((entry) => entry.kind === source.kind && entry.canPlay())
      .map((entry) => ({ source, entry })),
  );
}

function hasMediaSource(): boolean {
  return "MediaSource" in globalThis || "ManagedMediaSource" in globalThis;
}

function hasNativeHls(): boolean {
  if (typeof document === "undefined") return false;
  return document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";
}
