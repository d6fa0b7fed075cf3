import type { Size } from "./scene";

/** Tiles per side: enough to fill any bitrate, few enough to cost the painter nothing. */
const TILES = 40;

type Canvas = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A new chance pattern on each call. */
export function paintNoise(context: Canvas, { width, height }: Size): void {
  const [across, down] = [width / TILES, height / TILES];
  for (let tile = 0; tile < TILES * TILES; tile++) {
    context.fillStyle = `hsl(${Math.random() * 360} 50% ${20 + Math.random() * 60}%)`;
    context.fillRect((tile % TILES) * across, Math.floor(tile / TILES) * down, across + 1, down + 1);
  }
}
