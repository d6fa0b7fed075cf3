import {
  create,
  ErrorType,
  getVersion,
  isPlayerSupported,
  type MediaPlayer,
  type PlayerError,
  PlayerEventType,
  type Quality as PlayerQuality,
} from "amazon-ivs-player";
import type { AttachedEngine, Engine, EngineCallbacks, QualityControl, Trouble } from "../engine";
import { findWished, type Quality, type QualityWish } from "../quality";
import { FlowWatch } from "./flow-watch";
import { probePlaylist } from "./probe-playlist";

/** Playlists that only their maker's player plays with little delay. Its worker is served by ourselves (`scripts/player-assets.mjs`). */
export const ivsEngine: Engine = {
  isSupported: () => isPlayerSupported,
  attach: attachIvs,
  probe: probePlaylist,
};

/** Another engine plays the same address: whoever waits longer for the first picture has it sooner there. */
const BEGINS_WITHIN_MS = 8000;
const FOLDER = `/player-assets/${getVersion()}`;

function attachIvs(video: HTMLVideoElement, url: string, callbacks: EngineCallbacks): AttachedEngine {
  const asset = (name: string) => new URL(`${FOLDER}/${name}`, location.href).href;
  const player = create({ wasmWorker: asset("worker.js"), wasmBinary: asset("worker.wasm") });
  player.addEventListener(PlayerEventType.ERROR, (error) => callbacks.onTrouble(toTrouble(error)));
  const flow = new FlowWatch(() => markOf(video), callbacks);
  player.attachHTMLVideoElement(video);
  player.load(url);
  const ending = new AbortController();
  // Its worker may be kept from starting, of which it says nothing.
  const begin = setTimeout(() => {
    if (markOf(video) === null && !video.paused)
      callbacks.onTrouble({ kind: "unavailable", cause: "unsuited" });
  }, BEGINS_WITHIN_MS);
  // Live playlists are only followed once it is told so itself.
  video.addEventListener("play", () => player.play(), { signal: ending.signal });
  if (!video.paused) player.play();
  return {
    isInstant: true,
    position: () => null,
    playingDateMs: () => null,
    delaySec: () => (player.getLiveLatency() > 0 ? player.getLiveLatency() : null),
    figures: () => ({ bitsPerSecond: player.getQuality()?.bitrate || null, lostShare: null }),
    qualities: qualitiesOf(player),
    repair() {
      player.load(url);
      return true;
    },
    destroy() {
      if (ending.signal.aborted) return;
      ending.abort();
      clearTimeout(begin);
      flow.stop();
      player.delete();
      video.removeAttribute("src");
      video.load();
    },
  };
}

/** Moves with what arrives; while the viewer pauses nothing has to. */
function markOf({ buffered, paused }: HTMLVideoElement): number | null {
  if (buffered.length === 0) return null;
  return paused ? Date.now() : buffered.end(buffered.length - 1);
}

function qualitiesOf(player: MediaPlayer): QualityControl {
  let wish: QualityWish = "auto";
  const apply = () => {
    const wished = findWished(offered(player), wish);
    const quality = player.getQualities().find((one) => idOf(one) === wished?.id);
    if (quality) player.setQuality(quality);
    else player.setAutoQualityMode(true);
  };
  player.addEventListener(PlayerEventType.INITIALIZED, apply);
  return {
    state: () => ({
      offered: offered(player),
      chosenId: player.isAutoQualityMode() ? null : idOf(player.getQuality()),
      playingId: idOf(player.getQuality()),
    }),
    choose(next) {
      wish = next;
      if (player.getQualities().length > 0) apply();
    },
  };
}

function offered(player: MediaPlayer): Quality[] {
  const known = player.getQualities().map((one) => ({
    id: idOf(one),
    lines: Math.min(one.width, one.height) || null,
    // What is said of the untouched picture is its name; others have their height in it.
    isSource: /source/i.test(one.name),
  }));
  return known.sort((a, b) => Number(b.isSource) - Number(a.isSource) || (b.lines ?? 0) - (a.lines ?? 0));
}

function idOf({ name }: PlayerQuality): string {
  return /source/i.test(name)
    ? "source"
    : name
        .toLowerCase()
        .replace(/[^a-z0-9]/g, "")
        .slice(0, 16);
}

function toTrouble({ type, code }: PlayerError): Trouble {
  switch (type) {
    case ErrorType.AUTHORIZATION:
      return { kind: "missing", status: 403 };
    case ErrorType.NOT_AVAILABLE:
      return code === 429 ? { kind: "unavailable", cause: "full" } : { kind: "missing", status: 404 };
    case ErrorType.NETWORK:
    case ErrorType.NETWORK_IO:
    case ErrorType.TIMEOUT:
      return { kind: "unreachable" };
    case ErrorType.NOT_SUPPORTED:
    case ErrorType.INVALID_DATA:
      return { kind: "unavailable", cause: "unsuited" };
    default:
      return { kind: "media" };
  }
}
