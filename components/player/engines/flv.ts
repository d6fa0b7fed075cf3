import mpegts from "mpegts.js";
import { bufferAhead } from "../buffer-ahead";
import type { AttachedEngine, Engine, EngineCallbacks, Trouble } from "../engine";
import { FlowWatch } from "./flow-watch";

/** A standing FLV response, put into Media Source Extensions as it arrives. */
export const flvEngine: Engine = {
  isSupported: () => mpegts.isSupported(),
  attach: attachFlv,
  probe,
};

/** Nothing is stashed, and whoever is 0.35 s behind what arrived goes up to 0.12 s. */
const CONFIG = {
  enableStashBuffer: false,
  lazyLoad: false,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 30,
  autoCleanupMinBackwardDuration: 10,
  liveBufferLatencyChasing: true,
  liveBufferLatencyMaxLatency: 0.35,
  liveBufferLatencyMinRemain: 0.12,
};
const PROBE_MS = 5_000;

mpegts.LoggingControl.applyConfig({ enableAll: false });

function attachFlv(video: HTMLVideoElement, url: string, callbacks: EngineCallbacks): AttachedEngine {
  const player = mpegts.createPlayer({ type: "flv", isLive: true, url }, CONFIG);
  const { ERROR, LOADING_COMPLETE } = mpegts.Events;
  player.on(ERROR, (type, details, info) => callbacks.onTrouble(toTrouble(type, details, info)));
  // The server let go of a viewer who was too slow, or the stream is over; asking again tells.
  player.on(LOADING_COMPLETE, () => callbacks.onTrouble({ kind: "unreachable" }));
  const flow = new FlowWatch(() => newestSec(video), callbacks);
  player.attachMediaElement(video);
  player.load();
  let isDestroyed = false;
  return {
    isInstant: true,
    position: () => null,
    playingDateMs: () => null,
    delaySec: () => (newestSec(video) === null ? null : bufferAhead(video)),
    figures: () => ({ bitsPerSecond: bitsPerSecond(player.statisticsInfo), lostShare: null }),
    repair: () => false,
    destroy() {
      if (isDestroyed) return;
      isDestroyed = true;
      flow.stop();
      player.destroy();
    },
  };
}

/** Told in kilobytes. */
function bitsPerSecond(statistics: mpegts.Player["statisticsInfo"]): number | null {
  return "speed" in statistics && statistics.speed ? statistics.speed * 8192 : null;
}

function newestSec({ buffered }: HTMLVideoElement): number | null {
  return buffered.length === 0 ? null : buffered.end(buffered.length - 1);
}

function toTrouble(type: string, details: string, info: unknown): Trouble {
  const { ErrorTypes, ErrorDetails } = mpegts;
  if (details === ErrorDetails.NETWORK_STATUS_CODE_INVALID) return statusTrouble(statusOf(info));
  if (type === ErrorTypes.NETWORK_ERROR) return { kind: "unreachable" };
  const isUnsuited =
    details === ErrorDetails.MEDIA_FORMAT_UNSUPPORTED ||
    details === ErrorDetails.MEDIA_CODEC_UNSUPPORTED ||
    details === ErrorDetails.MEDIA_FORMAT_ERROR;
  return isUnsuited ? { kind: "unavailable", cause: "unsuited" } : { kind: "media" };
}

function statusTrouble(status: number): Trouble {
  if (status === 401 || status === 403) return { kind: "missing", status };
  const isFull = status === 429 || status === 503;
  return { kind: "unavailable", cause: isFull ? "full" : "absent" };
}

function statusOf(info: unknown): number {
  const code = typeof info === "object" && info !== null && "code" in info ? info.code : 0;
  return typeof code === "number" ? code : 0;
}

async function probe(url: string): Promise<Trouble | null> {
  try {
    const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) } as const;
    const { ok, status } = await fetch(url, options);
    return ok ? null : { kind: "missing", status };
  } catch {
    return { kind: "unreachable" };
  }
}
