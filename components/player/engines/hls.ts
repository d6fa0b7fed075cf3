import Hls, {
  type ErrorData,
  ErrorDetails,
  ErrorTypes,
  Events,
  type HlsConfig,
  type LevelDetails,
  type LoadPolicy,
} from "hls.js";
import { streamOfUrl } from "@/lib/wire/playback-url";
import type { AttachedEngine, Engine, EngineCallbacks, LivePosition, Trouble } from "../engine";
import { hlsQualities } from "./hls-qualities";
import { keepOneSound } from "./keep-one-sound";
import { probePlaylist } from "./probe-playlist";
import { RateMeter } from "./rate-meter";

/** HLS and Low-Latency HLS through Media Source Extensions. */
export const hlsEngine: Engine = {
  isSupported: () => Hls.isSupported(),
  attach: attachHls,
  probe: probePlaylist,
};

/** Without growth for this long the publisher counts as away; at least three part or segment lengths. */
const STALLED_AFTER_MS = 2500;
const CHECK_MS = 250;

/** A quality may be so far behind another one of the same stream. */
const MAX_SEGMENTS_APART = 5;

/** A blocking reload answers so when nothing new came in time (RFC 8216bis §6.2.5.2): the publisher is away, the stream is not. */
const NOT_IN_TIME = 503;

const load = (timeoutMs: number, retries: number): LoadPolicy => ({
  default: {
    maxTimeToFirstByteMs: timeoutMs,
    maxLoadTimeMs: timeoutMs * 2,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: {
      maxNumRetry: retries,
      retryDelayMs: 250,
      maxRetryDelayMs: 500,
      shouldRetry: (_config, _count, _isTimeout, response, retry) => retry || response?.code === NOT_IN_TIME,
    },
  },
});

const CONFIG: Partial<HlsConfig> = {
  lowLatencyMode: true,
  // The player's own live-edge controller steers the rate.
  maxLiveSyncPlaybackRate: 1,
  liveSyncOnStallIncrease: 0,
  // Remuxing fMP4 is copying; a worker would cost more than it takes over, and delay.
  enableWorker: false,
  maxBufferLength: 20,
  maxMaxBufferLength: 40,
  backBufferLength: 30,
  // Finding nothing is for the recovery policy to answer, not for many silent retries here.
  manifestLoadPolicy: load(8000, 0),
  playlistLoadPolicy: load(8000, 1),
  fragLoadPolicy: load(8000, 2),
  enableInterstitialPlayback: false,
  testBandwidth: false,
  // Whoever comes begins with what the encoder sent, and takes less only once the connection turns out to be slow.
  abrEwmaDefaultEstimateMax: 20e6,
};

function attachHls(video: HTMLVideoElement, url: string, callbacks: EngineCallbacks): AttachedEngine {
  const hls = new Hls({ ...CONFIG, ...requestSetup(url, callbacks) });
  const flow = watchFlow(hls, callbacks);
  keepOneSound(hls);
  const qualities = hlsQualities(hls);
  const rate = new RateMeter();
  hls.on(Events.FRAG_BUFFERED, (_event, { stats, part, frag }) =>
    rate.add(stats.total, (part ?? frag).duration),
  );
  hls.on(Events.ERROR, (_event, data) => {
    const trouble = toTrouble(data);
    if (trouble) callbacks.onTrouble(trouble);
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    position: () => livePosition(hls),
    playingDateMs: () => hls.playingDate?.getTime() ?? null,
    figures: () => ({ bitsPerSecond: rate.bitsPerSecond, lostShare: null }),
    qualities,
    repair() {
      hls.recoverMediaError();
      return true;
    },
    destroy() {
      flow.stop();
      hls.destroy();
    },
  };
}

/** Addresses that were read out of a playlist a while ago are asked for with the newest token. */
function requestSetup(url: string, { freshUrl }: EngineCallbacks): Partial<HlsConfig> {
  if (streamOfUrl(url) === null) return {};
  return {
    xhrSetup: (xhr, asked) => {
      const fresh = freshUrl(asked);
      if (fresh !== asked) xhr.open("GET", fresh, true);
    },
  };
}

function livePosition(hls: Hls): LivePosition | null {
  const details = hls.latestLevelDetails;
  if (details?.type === WHOLE) {
    return { startSec: details.fragmentStart, edgeSec: details.edge, holdBackSec: 0, isSteerable: false };
  }
  if (!details?.live || details.fragments.length === 0) return null;
  const stepSec = stepOf(details);
  return {
    startSec: details.fragmentStart,
    edgeSec: details.edge + Math.min(details.age, stepSec * 2),
    holdBackSec: details.partHoldBack || details.holdBack || details.targetduration * 3,
    isSteerable: details.partTarget > 0,
  };
}

/** The type of a playlist that never changes again (RFC 8216bis §4.4.3.5). */
const WHOLE = "VOD";

const stepOf = (details: LevelDetails) => details.partTarget || details.targetduration;

/** Tells when the playlist stops growing, grows again, or begins anew. */
function watchFlow(hls: Hls, callbacks: EngineCallbacks): { stop(): void } {
  let flow: "unknown" | "flowing" | "stalled" = "unknown";
  let newestSn = Number.NEGATIVE_INFINITY;
  let lastLevel = -1;
  hls.on(Events.LEVEL_LOADED, (_event, { details, level }) => {
    const firstSn = details.startSN + details.skippedSegments;
    const behind = level === lastLevel ? 0 : MAX_SEGMENTS_APART;
    // Back to earlier numbers, or past all that is known: another run of the server, or a very long sleep.
    const isOther = details.lastPartSn < newestSn - behind || (newestSn > 0 && firstSn > newestSn + 1);
    lastLevel = level;
    newestSn = details.lastPartSn;
    if (isOther) callbacks.onTrouble({ kind: "replaced" });
  });
  let edgeSec = Number.NEGATIVE_INFINITY;
  let grownAtMs = Date.now();
  const timer = setInterval(() => {
    const details = hls.latestLevelDetails;
    if (!details) return;
    // Media, not lines: closing a segment changes the playlist of a publisher who is long gone.
    if (details.edge > edgeSec + 0.01) grownAtMs = Date.now();
    edgeSec = details.edge;
    const isStalled =
      details.type !== WHOLE && Date.now() - grownAtMs > Math.max(STALLED_AFTER_MS, stepOf(details) * 3000);
    if (isStalled && flow !== "stalled") callbacks.onTrouble({ kind: "stalled" });
    if (!isStalled && flow !== "flowing") callbacks.onFlowing();
    flow = isStalled ? "stalled" : "flowing";
  }, CHECK_MS);
  return { stop: () => clearInterval(timer) };
}

/** Null for what hls.js mends by itself. */
function toTrouble(data: ErrorData): Trouble | null {
  if (isCodecError(data)) return { kind: "unsupported", codecs: data.mimeType ?? "" };
  if (data.details === ErrorDetails.LEVEL_PARSING_ERROR) return { kind: "replaced" };
  const status = data.response?.code ?? 0;
  // Asking again with the same token is of no use.
  if (status === 401 || status === 403) return { kind: "missing", status };
  if (!data.fatal) return null;
  if (data.type === ErrorTypes.MEDIA_ERROR) return { kind: "media" };
  if (data.type !== ErrorTypes.NETWORK_ERROR) return { kind: "media" };
  return status === 0 ? { kind: "unreachable" } : { kind: "missing", status };
}

function isCodecError(data: ErrorData): boolean {
  return (
    data.details === ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR ||
    data.details === ErrorDetails.BUFFER_ADD_CODEC_ERROR ||
    data.details === ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR
  );
}
