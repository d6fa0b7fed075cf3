import type { AttachedEngine } from "./engine";
import { estimateLatencySec } from "./latency";
import type { PlayerSession } from "./player-session";
import type { PlayerSnapshot } from "./snapshot";

/** Where the viewer is, in what can be sought, and how far behind live; nothing is behind in a recording. */
export function playingPosition(
  video: HTMLVideoElement,
  engine: AttachedEngine | null,
  { hasStarted, isReplay }: Pick<PlayerSnapshot, "hasStarted" | "isReplay">,
): Pick<PlayerSnapshot, "positionSec" | "window" | "behindSec" | "latencySec"> {
  const position = engine?.position() ?? null;
  const positionSec = video.currentTime;
  const window = position && { startSec: position.startSec, edgeSec: position.edgeSec };
  const isLive = hasStarted && !isReplay;
  const behindSec = isLive && position ? Math.max(0, position.edgeSec - positionSec) : null;
  const isKnown = isLive && engine?.delaySec !== undefined;
  const latencySec = isKnown
    ? (engine?.delaySec?.() ?? null)
    : estimateLatencySec({
        nowMs: Date.now(),
        playingDateMs: isLive ? (engine?.playingDateMs() ?? null) : null,
        behindSec,
        isEdgeExact: position?.isSteerable ?? false,
      });
  return { positionSec, window, behindSec, latencySec };
}

/** When what stands at a position was sent, epoch ms; null when the stream doesn't tell. */
export function dateAt({ video, engine }: Pick<PlayerSession, "video" | "engine">, positionSec: number) {
  const playingMs = engine?.playingDateMs() ?? null;
  return playingMs === null ? null : playingMs + (positionSec - video.currentTime) * 1000;
}
