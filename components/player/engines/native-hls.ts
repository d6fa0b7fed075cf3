import type { AttachedEngine, Engine, EngineCallbacks, LivePosition } from "../engine";
import { probePlaylist } from "./probe-playlist";

/** The platform's own HLS (iPhone, and browsers without Media Source Extensions). It keeps its distance to live itself. */
export const nativeHlsEngine: Engine = {
  isSupported: () => document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "",
  attach,
  probe: probePlaylist,
};

const STALLED_AFTER_MS = 6000;
const CHECK_MS = 500;
/** Safari does not tell its hold-back; this much behind counts as live there. */
const ASSUMED_HOLD_BACK_SEC = 3;

function attach(video: HTMLVideoElement, url: string, callbacks: EngineCallbacks): AttachedEngine {
  const controller = new AbortController();
  const { signal } = controller;
  video.addEventListener("error", () => void report(video, url, callbacks), { signal });
  const timer = watchFlow(video, callbacks);
  video.src = url;
  return {
    position: () => seekablePosition(video),
    playingDateMs: () => dateOf(video),
    repair: () => false,
    destroy() {
      if (signal.aborted) return;
      controller.abort();
      clearInterval(timer);
      video.removeAttribute("src");
      video.load();
    },
  };
}

function seekablePosition(video: HTMLVideoElement): LivePosition | null {
  const last = video.seekable.length - 1;
  if (last < 0) return null;
  return {
    startSec: video.seekable.start(0),
    edgeSec: video.seekable.end(last),
    holdBackSec: ASSUMED_HOLD_BACK_SEC,
    isSteerable: false,
  };
}

/** `getStartDate` is Safari's name for EXT-X-PROGRAM-DATE-TIME at time 0; absent elsewhere. */
function dateOf(video: HTMLVideoElement & { getStartDate?: () => Date }): number | null {
  const startMs = video.getStartDate?.().getTime() ?? Number.NaN;
  return Number.isNaN(startMs) ? null : startMs + video.currentTime * 1000;
}

function watchFlow(video: HTMLVideoElement, callbacks: EngineCallbacks) {
  let edgeSec = Number.NEGATIVE_INFINITY;
  let grownAtMs = Date.now();
  let isFlowing: boolean | null = null;
  return setInterval(() => {
    const position = seekablePosition(video);
    if (!position) return;
    if (position.edgeSec > edgeSec) grownAtMs = Date.now();
    edgeSec = position.edgeSec;
    // A recording has an end, and does not grow.
    const flows = Number.isFinite(video.duration) || Date.now() - grownAtMs < STALLED_AFTER_MS;
    if (flows && isFlowing !== true) callbacks.onFlowing();
    if (!flows && isFlowing === true) callbacks.onTrouble({ kind: "stalled" });
    isFlowing = flows;
  }, CHECK_MS);
}

/** The element only says "failed"; the playlist itself tells whether it is missing, out of reach, or not playable. */
async function report(video: HTMLVideoElement, url: string, callbacks: EngineCallbacks): Promise<void> {
  const isUnsupported = video.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;
  const trouble = await probePlaylist(url);
  callbacks.onTrouble(trouble ?? (isUnsupported ? { kind: "unsupported", codecs: "" } : { kind: "media" }));
}
