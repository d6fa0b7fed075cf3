import { composeOnPage } from "./compose-on-page";
import { paintNoise } from "./paint-noise";
import type { Composition, DrawOrder, Scene, Size } from "./scene";

const CARD_FPS = 10;
const INSET_FPS = 30;

/** A still picture as a track. */
export async function composeCard(image: ImageBitmap): Promise<Composition> {
  const size = { width: image.width, height: image.height };
  if (!canUseWorker()) return composeOnPage([], size, CARD_FPS, (context) => context.drawImage(image, 0, 0));
  return composeInWorker({ kind: "card", image }, size, CARD_FPS);
}

/** A test picture that costs an encoder and a line all that is allowed. */
export function composeNoise(size: Size, framesPerSecond: number): Composition {
  return canUseWorker()
    ? composeInWorker({ kind: "noise" }, size, framesPerSecond)
    : composeOnPage([], size, framesPerSecond, (context) => paintNoise(context, size));
}

/** The screen with the camera in its corner, as one track; drawn in a worker where the browser can. */
export async function composeInset(
  screen: MediaStreamTrack,
  camera: MediaStreamTrack,
  size: Size,
): Promise<Composition> {
  if (!canUseWorker()) return composeOnPage([screen, camera], size, INSET_FPS);
  // Clones of their own: reading a track's frames to the end would end it for the others.
  const [seen, face] = [screen.clone(), camera.clone()];
  const scene: Scene = {
    kind: "inset",
    screen: new MediaStreamTrackProcessor({ track: seen }).readable,
    camera: new MediaStreamTrackProcessor({ track: face }).readable,
  };
  const composition = composeInWorker(scene, size, INSET_FPS);
  return {
    track: composition.track,
    close() {
      composition.close();
      seen.stop();
      face.stop();
    },
  };
}

function canUseWorker(): boolean {
  return "MediaStreamTrackProcessor" in window && "MediaStreamTrackGenerator" in window;
}

function composeInWorker(scene: Scene, size: Size, framesPerSecond: number): Composition {
  const worker = new Worker(new URL("./draw-worker.ts", import.meta.url), { type: "module" });
  const track = new MediaStreamTrackGenerator({ kind: "video" });
  const order: DrawOrder = { scene, output: track.writable, size, framesPerSecond };
  worker.postMessage(order, [...partsOf(scene), track.writable]);
  return {
    track,
    close() {
      track.stop();
      worker.terminate();
    },
  };
}

function partsOf(scene: Scene): Transferable[] {
  if (scene.kind === "noise") return [];
  return scene.kind === "card" ? [scene.image] : [scene.screen, scene.camera];
}
