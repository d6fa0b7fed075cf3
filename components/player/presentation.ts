/** Full screen and picture in picture, with what iPhones offer instead. */
interface AppleVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
  webkitSetPresentationMode?: (mode: "inline" | "picture-in-picture") => void;
  webkitPresentationMode?: string;
  webkitSupportsPresentationMode?: (mode: string) => boolean;
}

export function canFullscreen(video: AppleVideo): boolean {
  return document.fullscreenEnabled || typeof video.webkitEnterFullscreen === "function";
}

/** The container goes full screen with its controls; where only videos may (iPhone), the video does with the platform's. */
export async function toggleFullscreen(container: HTMLElement, video: AppleVideo): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  if (document.fullscreenEnabled) return container.requestFullscreen();
  video.webkitEnterFullscreen?.();
}

export function canPictureInPicture(video: AppleVideo): boolean {
  if (document.pictureInPictureEnabled) return true;
  return video.webkitSupportsPresentationMode?.("picture-in-picture") ?? false;
}

export async function togglePictureInPicture(video: AppleVideo): Promise<void> {
  if (document.pictureInPictureElement) return document.exitPictureInPicture();
  if (document.pictureInPictureEnabled) {
    await video.requestPictureInPicture();
    return;
  }
  const next = video.webkitPresentationMode === "picture-in-picture" ? "inline" : "picture-in-picture";
  video.webkitSetPresentationMode?.(next);
}
