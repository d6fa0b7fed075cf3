import { type RefObject, useEffect, useState } from "react";

/** Safari's own; not in the DOM types. */
interface AppleVideo extends HTMLVideoElement {
  webkitShowPlaybackTargetPicker?: () => void;
}

export interface Casting {
  /** A screen elsewhere could show what plays now. */
  readonly isAvailable: boolean;
  /** The platform asks the viewer which one. */
  choose(): void;
}

/** Playing on another screen: AirPlay, and the Remote Playback API where browsers have it. */
export function useCasting(video: RefObject<HTMLVideoElement | null>): Casting {
  const [isAvailable, setAvailable] = useState(false);
  useEffect(() => {
    const element: AppleVideo | null = video.current;
    if (!element) return;
    return element.webkitShowPlaybackTargetPicker
      ? watchApple(element, setAvailable)
      : watchRemote(element, setAvailable);
  }, [video]);
  return {
    isAvailable,
    choose() {
      const element: AppleVideo | null = video.current;
      if (element?.webkitShowPlaybackTargetPicker) element.webkitShowPlaybackTargetPicker();
      // Closing the list is an answer, too.
      else element?.remote?.prompt().catch(() => undefined);
    },
  };
}

type Tell = (isAvailable: boolean) => void;

function watchApple(video: AppleVideo, tell: Tell): () => void {
  const onChange = (event: Event) => tell("availability" in event && event.availability === "available");
  video.addEventListener("webkitplaybacktargetavailabilitychanged", onChange);
  return () => video.removeEventListener("webkitplaybacktargetavailabilitychanged", onChange);
}

function watchRemote(video: HTMLVideoElement, tell: Tell): () => void {
  let id: number | null = null;
  let isOver = false;
  const stop = () => id !== null && video.remote.cancelWatchAvailability(id).catch(() => undefined);
  video.remote?.watchAvailability(tell).then(
    (given) => {
      id = given;
      if (isOver) stop();
    },
    // Browsers that can't watch for screens have none to offer.
    () => undefined,
  );
  return () => {
    isOver = true;
    stop();
  };
}
