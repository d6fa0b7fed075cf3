import { type RefObject, useCallback, useEffect, useState } from "react";

export interface Captions {
  readonly exist: boolean;
  readonly areOn: boolean;
  toggle(): void;
}

/** Captions and subtitles of the stream, whoever put them there: in-band, WebVTT, or the platform. */
export function useCaptions(video: RefObject<HTMLVideoElement | null>): Captions {
  const [state, setState] = useState({ exist: false, areOn: false });

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const update = () => {
      const tracks = captionTracks(element);
      setState({ exist: tracks.length > 0, areOn: tracks.some((track) => track.mode === "showing") });
    };
    update();
    for (const type of EVENTS) element.textTracks.addEventListener(type, update);
    return () => {
      for (const type of EVENTS) element.textTracks.removeEventListener(type, update);
    };
  }, [video]);

  const toggle = useCallback(() => {
    const tracks = video.current ? captionTracks(video.current) : [];
    const areOn = tracks.some((track) => track.mode === "showing");
    for (const [index, track] of tracks.entries()) {
      track.mode = !areOn && index === 0 ? "showing" : "hidden";
    }
  }, [video]);

  return { ...state, toggle };
}

const EVENTS = ["addtrack", "removetrack", "change"];

function captionTracks(video: HTMLVideoElement): TextTrack[] {
  return [...video.textTracks].filter((track) => track.kind === "captions" || track.kind === "subtitles");
}
