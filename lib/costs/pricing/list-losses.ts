import type { Capabilities } from "../../providers/contract";

/** What a stream would miss, or take on, somewhere else; pages make sentences of it. */
export type FeatureLoss =
  | { readonly type: "recording" | "private-playback" | "private-replays" | "key-rotation" | "final-stop" }
  | { readonly type: "access-fixed-on-air" | "exposes-addresses" }
  | { readonly type: "dvr"; readonly fromSeconds: number; readonly toSeconds: number }
  | { readonly type: "delay"; readonly fromMs: number; readonly toMs: number }
  | { readonly type: "bitrate"; readonly fromKbps: number | null; readonly toKbps: number }
  | { readonly type: "viewers"; readonly fromViewers: number | null; readonly toViewers: number }
  | { readonly type: "ingest" | "playback"; readonly kinds: readonly string[] };

/** What the second can't do of what the first can, from their capabilities alone. Pure. */
export function listLosses(from: Capabilities, to: Capabilities): readonly FeatureLoss[] {
  const losses: FeatureLoss[] = [];
  const lost = (had: boolean, has: boolean, type: "recording" | "private-playback" | "private-replays") => {
    if (had && !has) losses.push({ type });
  };
  lost(from.recording, to.recording, "recording");
  lost(from.privatePlayback, to.privatePlayback, "private-playback");
  lost(from.recording && from.privateReplays, to.recording && to.privateReplays, "private-replays");
  if (from.keyRotation && !to.keyRotation) losses.push({ type: "key-rotation" });
  if (from.stopIsFinal && !to.stopIsFinal) losses.push({ type: "final-stop" });
  if (!from.accessFixedOnAir && to.accessFixedOnAir) losses.push({ type: "access-fixed-on-air" });
  if (!from.exposesAddresses && to.exposesAddresses) losses.push({ type: "exposes-addresses" });
  if (to.dvrSeconds < from.dvrSeconds)
    losses.push({ type: "dvr", fromSeconds: from.dvrSeconds, toSeconds: to.dvrSeconds });
  if (to.latencyMs.typical > from.latencyMs.typical)
    losses.push({ type: "delay", fromMs: from.latencyMs.typical, toMs: to.latencyMs.typical });
  if (to.maxBitrateKbps !== null && to.maxBitrateKbps < (from.maxBitrateKbps ?? Number.POSITIVE_INFINITY))
    losses.push({ type: "bitrate", fromKbps: from.maxBitrateKbps, toKbps: to.maxBitrateKbps });
  if (to.maxViewers !== null && to.maxViewers < (from.maxViewers ?? Number.POSITIVE_INFINITY))
    losses.push({ type: "viewers", fromViewers: from.maxViewers, toViewers: to.maxViewers });
  for (const side of ["ingest", "playback"] as const) {
    const there: readonly string[] = to[side];
    const kinds = from[side].filter((kind) => !there.includes(kind));
    if (kinds.length > 0) losses.push({ type: side, kinds });
  }
  return losses;
}
