import { Events, type default as Hls, type Level } from "hls.js";
import { bufferAhead } from "../buffer-ahead";
import type { QualityControl } from "../engine";
import { findWished, type Quality, type QualityState, type QualityWish } from "../quality";

/** With more than this ahead, a viewer who chooses would wait too long for what they chose. */
const PATIENT_BUFFER_SEC = 4;
const NAME = "STABLE-VARIANT-ID";

/** Lets viewers choose among an HLS stream's variants. Changes take effect with the next piece that is loaded, without a stop. */
export function hlsQualities(hls: Hls): QualityControl {
  let wish: QualityWish = "auto";
  const apply = (isFirst: boolean) => {
    const index = indexOf(hls.levels, findWished(offered(hls.levels), wish));
    if (isFirst) {
      if (index === -1) return;
      hls.startLevel = index;
      hls.loadLevel = index;
    } else if (index === -1 || (hls.media ? bufferAhead(hls.media) : 0) < PATIENT_BUFFER_SEC)
      hls.loadLevel = index;
    else hls.nextLevel = index;
  };
  hls.on(Events.MANIFEST_PARSED, () => apply(true));
  return {
    state: () => stateOf(hls),
    choose(next) {
      wish = next;
      if (hls.levels.length > 0) apply(false);
    },
  };
}

function stateOf(hls: Hls): QualityState {
  const choices = offered(hls.levels);
  const playing = hls.levels[hls.currentLevel];
  // Also when a chosen variant could not be had and the engine took another one.
  const chosen = hls.autoLevelEnabled ? undefined : hls.levels[hls.loadLevel];
  return {
    offered: choices,
    chosenId: choices.find((choice) => shows(choice, chosen))?.id ?? null,
    playingId: choices.find((choice) => shows(choice, playing))?.id ?? null,
  };
}

function offered(levels: readonly Level[]): Quality[] {
  const known = levels.map((level) => {
    const id = nameOf(level);
    return { id, lines: linesOf(level), isSource: id === "source" };
  });
  const source = known.find(({ isSource }) => isSource);
  // The source's picture with another sound is for players that need it, not for viewers to choose.
  const pictures = known.filter(({ isSource, lines }) => isSource || !source || lines !== source.lines);
  return pictures.sort((a, b) => Number(b.isSource) - Number(a.isSource) || (b.lines ?? 0) - (a.lines ?? 0));
}

function nameOf(level: Level): string {
  return level.attrs[NAME] ?? `${level.height}p`;
}

function linesOf(level: Level): number | null {
  return Math.min(level.width, level.height) || null;
}

function shows(quality: Quality, level: Level | undefined): boolean {
  return level !== undefined && (quality.id === nameOf(level) || quality.lines === linesOf(level));
}

function indexOf(levels: readonly Level[], quality: Quality | null): number {
  return quality ? levels.findIndex((level) => nameOf(level) === quality.id) : -1;
}
