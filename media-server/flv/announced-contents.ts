import type { FlvContents } from "./flv-tag";

/** How long pictures wait for sound that nobody announced, by the media's own clock. */
const UNANNOUNCED_AUDIO_MS = 400;
/** As long as packaging waits before it takes a stream for sound only. */
const UNANNOUNCED_VIDEO_MS = 1_500;

interface Kind {
  isAnnounced: boolean;
  isUnusable: boolean;
  firstMs: number | null;
  newestMs: number;
}

const unknown = (): Kind => ({ isAnnounced: false, isUnusable: false, firstMs: null, newestMs: 0 });

/** Finds out which kinds of tags a publisher sends. A player waits for whatever the file's header announces. */
export class AnnouncedContents {
  private readonly kinds = { video: unknown(), audio: unknown() };

  announce(kind: "video" | "audio"): void {
    this.kinds[kind].isAnnounced = true;
    this.kinds[kind].isUnusable = false;
  }

  dismiss(kind: "video" | "audio"): void {
    this.kinds[kind].isAnnounced = false;
    this.kinds[kind].isUnusable = true;
  }

  note(kind: "video" | "audio", atMs: number): void {
    this.kinds[kind].firstMs ??= atMs;
    this.kinds[kind].newestMs = atMs;
  }

  /** Null while it isn't known yet. May change when a kind turns up late, or turns out to be unusable. */
  known(): FlvContents | null {
    const { video, audio } = this.kinds;
    const waitedMs = ({ firstMs, newestMs }: Kind) => (firstMs === null ? -1 : newestMs - firstMs);
    if (video.isAnnounced) {
      if (video.firstMs === null) return null;
      const isAudioSettled = audio.isAnnounced || audio.isUnusable || waitedMs(video) >= UNANNOUNCED_AUDIO_MS;
      return isAudioSettled ? { hasVideo: true, hasAudio: audio.isAnnounced } : null;
    }
    if (!audio.isAnnounced || audio.firstMs === null) return null;
    const isVideoSettled = video.isUnusable || waitedMs(audio) >= UNANNOUNCED_VIDEO_MS;
    return isVideoSettled ? { hasVideo: false, hasAudio: true } : null;
  }
}
