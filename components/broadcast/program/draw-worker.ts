import { paintNoise } from "./paint-noise";
import { type DrawOrder, fitInside, insetPlace, type Scene, type Size } from "./scene";

/** A worker: draws one scene at a steady rate, also while its page is hidden. Ends with its output, or with its page. */
addEventListener("message", ({ data }: MessageEvent<DrawOrder>) => void draw(data), { once: true });

type Painter = (context: OffscreenCanvasRenderingContext2D, size: Size) => void;

async function draw({ scene, output, size, framesPerSecond }: DrawOrder): Promise<void> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) return close();
  const paint = painterOf(scene);
  const writer = output.getWriter();
  writer.closed.then(close, close);
  const startedAt = performance.now();
  let count = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * framesPerSecond) / 1000);
    // A reader that is behind gets the next picture, not all of those it missed.
    if (due <= count || (writer.desiredSize ?? 0) <= 0) return;
    count = due;
    paint(context, size);
    const frame = new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1000) });
    writer.write(frame).catch(() => frame.close());
  }, 8);
}

function painterOf(scene: Scene): Painter {
  if (scene.kind === "card") {
    const { image } = scene;
    return (context, { width, height }) => context.drawImage(image, 0, 0, width, height);
  }
  if (scene.kind === "noise") return paintNoise;
  const screen = newestOf(scene.screen);
  const camera = newestOf(scene.camera);
  return (context, size) => {
    context.fillStyle = "black";
    context.fillRect(0, 0, size.width, size.height);
    place(context, screen(), (from) => fitInside(from, size));
    place(context, camera(), (from) => insetPlace(from, size));
  };
}

function place(
  context: OffscreenCanvasRenderingContext2D,
  frame: VideoFrame | null,
  where: (from: Size) => Size & { readonly x: number; readonly y: number },
): void {
  if (!frame) return;
  const { x, y, width, height } = where({ width: frame.displayWidth, height: frame.displayHeight });
  context.drawImage(frame, x, y, width, height);
}

/** The newest frame of a stream, which is kept: a shared screen sends frames only when it changes. */
function newestOf(frames: ReadableStream<VideoFrame>): () => VideoFrame | null {
  let newest: VideoFrame | null = null;
  const reader = frames.getReader();
  const read = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      newest?.close();
      newest = next.value;
    }
  };
  // Its track was stopped; the last frame stays.
  read().catch(() => undefined);
  return () => newest;
}
