import type { PlaybackSource } from "@/lib/wire/playback";
import { type Abilities, readAbilities } from "./abilities";
import { consentOfPage } from "./address-consent";
import { earlyEngine } from "./early";
import type { EngineEntry } from "./engine";

/** Ordered, best first within a kind. A new kind of source is one file in `engines/` and one entry here. */
const ENGINES: readonly EngineEntry[] = [
  {
    name: "hls",
    kind: "hls",
    canPlay: ({ mediaSource }) => mediaSource,
    load: async () => earlyEngine("hls") ?? (await import("./engines/hls")).hlsEngine,
  },
  {
    name: "native-hls",
    kind: "hls",
    keepsToken: true,
    canPlay: ({ nativeHls }) => nativeHls,
    load: () => import("./engines/native-hls").then((module) => module.nativeHlsEngine),
  },
  {
    name: "whep",
    kind: "whep",
    canPlay: ({ webRtc }) => webRtc,
    load: async () => earlyEngine("whep") ?? (await import("./engines/whep")).whepEngine,
  },
  {
    name: "flv",
    kind: "flv",
    canPlay: ({ mediaSource }) => mediaSource,
    load: () => import("./engines/flv").then((module) => module.flvEngine),
  },
  {
    name: "ivs",
    kind: "ivs",
    canPlay: ({ mediaSource }) => mediaSource,
    load: () => import("./engines/ivs").then((module) => module.ivsEngine),
  },
  {
    name: "p2p",
    kind: "p2p",
    // Asked of the viewer before: without their leave it is as if this browser couldn't.
    canPlay: ({ webRtc }) => webRtc && consentOfPage() !== null,
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
  abilities: Abilities = readAbilities(),
): Choice[] {
  return sources.flatMap((source) =>
    engines
      .filter((entry) => entry.kind === source.kind && entry.canPlay(abilities))
      .map((entry) => ({ source, entry })),
  );
}
