import { type RefObject, useEffect, useState } from "react";
import { bufferAhead } from "./buffer-ahead";
import type { EngineFigures } from "./engine";
import type { PlayerSession } from "./player-session";

/** Read once a second; null is unknown. */
export interface Figures extends EngineFigures {
  readonly bufferSec: number | null;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly framesPerSecond: number | null;
  readonly droppedFrames: number | null;
}

const EVERY_MS = 1_000;

/** What can be read of a video and its engine while somebody looks; null until the first reading. */
export function useFigures(
  video: RefObject<HTMLVideoElement | null>,
  session: PlayerSession | null,
): Figures | null {
  const [figures, setFigures] = useState<Figures | null>(null);
  useEffect(() => {
    let before: { frames: number; atMs: number } | null = null;
    const read = () => {
      const element = video.current;
      if (!element || !session) return;
      const quality = element.getVideoPlaybackQuality?.();
      const now = { frames: quality?.totalVideoFrames ?? 0, atMs: performance.now() };
      setFigures({
        ...(session.engine?.figures?.() ?? { bitsPerSecond: null, lostShare: null }),
        // A stream of packets has no buffer that could be read.
        bufferSec: element.srcObject || element.buffered.length === 0 ? null : bufferAhead(element),
        size: element.videoWidth > 0 ? { width: element.videoWidth, height: element.videoHeight } : null,
        framesPerSecond: before && quality ? perSecond(now, before) : null,
        droppedFrames: quality?.droppedVideoFrames ?? null,
      });
      before = now;
    };
    read();
    const timer = setInterval(read, EVERY_MS);
    return () => clearInterval(timer);
  }, [video, session]);
  return figures;
}

type Count = { readonly frames: number; readonly atMs: number };

function perSecond(now: Count, before: Count): number | null {
  const sec = (now.atMs - before.atMs) / 1000;
  // A new engine counts from the beginning.
  return sec > 0 && now.frames >= before.frames ? (now.frames - before.frames) / sec : null;
}
