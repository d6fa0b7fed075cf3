import { type Composition, fitInside, insetPlace, type Size } from "./scene";
import { startClock } from "./start-clock";

type Paint = (context: CanvasRenderingContext2D) => void;

/** For browsers without frames in workers: draws on the page itself, on a clock that goes on while it is hidden. */
export function composeOnPage(
  tracks: readonly MediaStreamTrack[],
  size: Size,
  framesPerSecond: number,
  paint: Paint | null = null,
): Composition {
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d", { alpha: false });
  const videos = tracks.map(play);
  const draw = paint ?? ((target: CanvasRenderingContext2D) => paintInset(target, videos, size));
  const stopClock = startClock(1000 / framesPerSecond, () => context && draw(context));
  if (context) draw(context);
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks();
  if (!track) throw new Error("a canvas without a track");
  return {
    track,
    close() {
      stopClock();
      track.stop();
      for (const video of videos) video.srcObject = null;
    },
  };
}

function play(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  // Without a picture there is nothing to draw; the next tick looks again.
  video.play().catch(() => undefined);
  return video;
}

function paintInset(
  context: CanvasRenderingContext2D,
  [screen, camera]: readonly HTMLVideoElement[],
  size: Size,
) {
  context.fillStyle = "black";
  context.fillRect(0, 0, size.width, size.height);
  for (const [video, where] of [
    [screen, fitInside],
    [camera, insetPlace],
  ] as const) {
    if (!video?.videoWidth) continue;
    const place = where({ width: video.videoWidth, height: video.videoHeight }, size);
    context.drawImage(video, place.x, place.y, place.width, place.height);
  }
}
