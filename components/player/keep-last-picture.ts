const STILL_WIDTH = 640;

/** A new engine blanks the video; the last picture stands in as its poster until the next one. */
export function keepLastPicture(video: HTMLVideoElement): void {
  if (video.videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(STILL_WIDTH, video.videoWidth);
  canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
  try {
    canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
    video.poster = canvas.toDataURL("image/jpeg", 0.8);
  } catch {
    // A picture from elsewhere may not be copied; black is all that can be shown then.
  }
}
