import type { PlaybackSource } from "@/lib/wire/playback";

/** The part of a source that says it is a finished recording; null while something is live. */
export function replayOf(sources: readonly PlaybackSource[]) {
  for (const source of sources) if (source.kind === "hls" && source.replay) return source.replay;
  return null;
}

/** The viewer's place in a finished recording, kept when an engine has to start over. */
export class ReplayControl {
  private placeSec = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly signal: AbortSignal,
  ) {}

  tick(): void {
    const { video } = this;
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.placeSec = video.currentTime;
  }

  seekTo(sec: number, window: { readonly startSec: number; readonly edgeSec: number }): void {
    this.video.currentTime = Math.min(window.edgeSec, Math.max(window.startSec, sec));
    this.placeSec = this.video.currentTime;
  }

  /** A new engine begins at the start: back to where the viewer was, as soon as it knows the recording. */
  resume(): void {
    const { video, placeSec } = this;
    if (placeSec === 0) return;
    const back = () => {
      video.currentTime = placeSec;
    };
    video.addEventListener("loadedmetadata", back, { once: true, signal: this.signal });
  }
}
