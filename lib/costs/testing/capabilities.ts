import type { Capabilities } from "../../providers/contract";

/** A service that can do everything, changed where a test wants it otherwise. */
export function makeCapabilities(change: Partial<Capabilities> = {}): Capabilities {
  return {
    ingest: ["rtmp", "whip"],
    playback: ["hls", "whep"],
    latencyMs: { typical: 1_000, floor: 100 },
    maxViewers: null,
    uplinkPerViewerKbps: null,
    maxBitrateKbps: null,
    ingestLimits: {} as Capabilities["ingestLimits"],
    dvrSeconds: 120,
    recording: true,
    privateReplays: true,
    privatePlayback: true,
    accessFixedOnAir: false,
    alwaysNeedsPass: false,
    exposesAddresses: false,
    stopIsFinal: true,
    keyRotation: true,
    reportsEveryMs: null,
    usesRelay: false,
    billedAs: null,
    billing: "none",
    ...change,
  };
}
