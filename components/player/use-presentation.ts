import { type RefObject, useEffect, useState } from "react";
import { canFullscreen, canPictureInPicture, toggleFullscreen, togglePictureInPicture } from "./presentation";

/** Full screen and picture in picture as the browser reports them. */
export function usePresentation(
  container: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
) {
  const [state, setState] = useState({
    canFullscreen: false,
    canPip: false,
    isFullscreen: false,
    isPip: false,
  });

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const update = () =>
      setState({
        canFullscreen: canFullscreen(element),
        canPip: canPictureInPicture(element),
        isFullscreen: container.current !== null && document.fullscreenElement === container.current,
        isPip: document.pictureInPictureElement === element,
      });
    update();
    const ending = new AbortController();
    const { signal } = ending;
    document.addEventListener("fullscreenchange", update, { signal });
    element.addEventListener("enterpictureinpicture", update, { signal });
    element.addEventListener("leavepictureinpicture", update, { signal });
    return () => ending.abort();
  }, [container, video]);

  // Refused requests (no gesture, no permission) leave everything as it is; there is nothing to tell.
  const ignore = () => undefined;
  return {
    ...state,
    toggleFullscreen() {
      if (container.current && video.current)
        toggleFullscreen(container.current, video.current).catch(ignore);
    },
    togglePip() {
      if (video.current) togglePictureInPicture(video.current).catch(ignore);
    },
  };
}

export type Presentation = ReturnType<typeof usePresentation>;
