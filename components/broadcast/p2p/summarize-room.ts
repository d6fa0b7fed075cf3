import type { RoomMedia } from "@/lib/wire/p2p";
import type { PublishFigures } from "../publisher";
import type { LinkFigures } from "./link-figures";
import type { RoomLoad } from "./plan-room";

const LOSSY = 0.05;
const HEADROOM = 1.3;

/** What all links together say of the line and of the processor. Pure. */
export function loadOf(links: readonly LinkFigures[]): RoomLoad {
  const limited = links.filter(isNarrow);
  return {
    viewers: links.length,
    // A line of its own may narrow one viewer; when it is most of them, it is the creator's.
    uplinkKbps: links.length > 0 && limited.length * 2 > links.length ? sum(links, "availableKbps") : null,
    encodeMs: mean(links, "encodeMs"),
    framesPerSecond: mean(links, "framesPerSecond"),
    lossRatio: mean(links, "lossRatio"),
    isProcessorShort: links.some(({ limitedBy }) => limitedBy === "cpu"),
  };
}

/** An encoder is also held back by what it was allowed: only a line without room above that is a narrow one. */
function isNarrow({ limitedBy, lossRatio, availableKbps, videoKbps }: LinkFigures): boolean {
  const isAtItsEnd = availableKbps !== null && videoKbps !== null && availableKbps < videoKbps * HEADROOM;
  return (limitedBy === "bandwidth" && isAtItsEnd) || (lossRatio ?? 0) > LOSSY;
}

/** What the app is told of it. Before there are viewers nothing is encoded, and only the size is known. Pure. */
export function mediaOf(links: readonly LinkFigures[], video: MediaTrackSettings | undefined): RoomMedia {
  const best = links.reduce<LinkFigures | null>(
    (widest, one) => ((one.width ?? 0) > (widest?.width ?? 0) ? one : widest),
    null,
  );
  return {
    videoCodec: best?.videoCodec ?? null,
    width: best?.width ?? whole(video?.width),
    height: best?.height ?? whole(video?.height),
    framesPerSecond: mean(links, "framesPerSecond") ?? video?.frameRate ?? null,
    videoKbps: mean(links, "videoKbps"),
    audioKbps: mean(links, "audioKbps"),
  };
}

/** What goes out to all viewers together. Pure. */
export function toPublishFigures(
  links: readonly LinkFigures[],
  video: MediaTrackSettings | undefined,
): PublishFigures {
  const { width, height, framesPerSecond } = mediaOf(links, video);
  const has = (limit: LinkFigures["limitedBy"]) => links.some(({ limitedBy }) => limitedBy === limit);
  return {
    ...{ width, height, framesPerSecond },
    videoKbps: sum(links, "videoKbps"),
    audioKbps: sum(links, "audioKbps"),
    lossRatio: mean(links, "lossRatio"),
    roundTripMs: mean(links, "roundTripMs"),
    availableKbps: sum(links, "availableKbps"),
    limitedBy: has("cpu") ? "cpu" : has("bandwidth") ? "bandwidth" : has("none") ? "none" : null,
  };
}

type Numeric =
  | "availableKbps"
  | "encodeMs"
  | "framesPerSecond"
  | "lossRatio"
  | "roundTripMs"
  | "videoKbps"
  | "audioKbps";

function known(links: readonly LinkFigures[], name: Numeric): number[] {
  return links.flatMap((link) => link[name] ?? []);
}

function sum(links: readonly LinkFigures[], name: Numeric): number | null {
  const values = known(links, name);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
}

function mean(links: readonly LinkFigures[], name: Numeric): number | null {
  const total = sum(links, name);
  return total === null ? null : total / known(links, name).length;
}

function whole(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}
