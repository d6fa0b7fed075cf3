/** A drawn picture as a video track. */
export interface Composition {
  readonly track: MediaStreamTrack;
  /** Stops the track; tracks that were drawn from go on. */
  close(): void;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a worker draws; everything in it is transferred to it. */
export type Scene =
  | { readonly kind: "card"; readonly image: ImageBitmap }
  /** Never twice the same: an encoder can't save anything on it. */
  | { readonly kind: "noise" }
  | {
      readonly kind: "inset";
      readonly screen: ReadableStream<VideoFrame>;
      readonly camera: ReadableStream<VideoFrame>;
    };

export interface DrawOrder {
  readonly scene: Scene;
  readonly output: WritableStream<VideoFrame>;
  readonly size: Size;
  readonly framesPerSecond: number;
}

/** Where a picture of `from` stands inside of `into` when all of it is to be seen. */
export function fitInside(from: Size, into: Size): Size & { readonly x: number; readonly y: number } {
  const scale = Math.min(into.width / from.width, into.height / from.height);
  const [width, height] = [from.width * scale, from.height * scale];
  return { width, height, x: (into.width - width) / 2, y: (into.height - height) / 2 };
}

/** The camera in the corner of a screen: a quarter of its width, at the bottom right. */
export function insetPlace(camera: Size, canvas: Size): Size & { readonly x: number; readonly y: number } {
  const width = canvas.width / 4;
  const height = (width * camera.height) / camera.width;
  const margin = canvas.width / 60;
  return { width, height, x: canvas.width - width - margin, y: canvas.height - height - margin };
}
