import type { StoryboardTile } from "./storyboard";

interface SeekPreviewProps {
  /** Null while there is no picture: the time alone is shown. */
  readonly tile: StoryboardTile | null;
  readonly time: string;
  /** Where on the bar, 0…1. */
  readonly fraction: number;
}

const WIDTH_PX = 160;

/** A picture above the bar, kept inside the player. Said in words by the bar itself. */
export function SeekPreview({ tile, time, fraction }: SeekPreviewProps) {
  const halfPx = tile ? WIDTH_PX / 2 : 32;
  const centre = `clamp(${halfPx}px, ${(fraction * 100).toFixed(2)}%, calc(100% - ${halfPx}px))`;
  return (
    <div
      aria-hidden
      data-preview={tile ? "picture" : "time"}
      style={{ left: centre }}
      className="pointer-events-none absolute bottom-full mb-2 -translate-x-1/2 overflow-hidden rounded-sm border border-white/40 bg-black"
    >
      {tile ? <Picture tile={tile} /> : null}
      <p className="figures px-2 py-0.5 text-center text-small text-white">{time}</p>
    </div>
  );
}

/** The tile's part of its picture, scaled to one width. */
function Picture({ tile }: { tile: StoryboardTile }) {
  const scale = WIDTH_PX / Math.max(1, tile.width);
  return (
    <div
      style={{ width: WIDTH_PX, height: Math.round(tile.height * scale) }}
      className="relative overflow-hidden bg-black"
    >
      {/* biome-ignore lint/performance/noImgElement: a part of a sheet on the media server, nothing for an optimiser. */}
      <img
        src={tile.url}
        alt=""
        draggable={false}
        style={{ transformOrigin: "0 0", transform: `scale(${scale}) translate(${-tile.x}px, ${-tile.y}px)` }}
        className="absolute top-0 left-0 max-w-none"
      />
    </div>
  );
}
