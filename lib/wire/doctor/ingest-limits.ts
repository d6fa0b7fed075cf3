import type { PlaybackSource } from "../playback";

/** What suits pictures up to a size. Rates are for 30 frames a second; faster ones may take half as much again. */
export interface BitrateStep {
  /** The shorter side of the picture, in pixels, up to which this step goes. */
  readonly upToPixels: number;
  /** Below this the picture falls apart. */
  readonly leastKbps: number;
  /** What to set. */
  readonly advisedKbps: number;
  /** Above this viewers' connections pay for what they don't see. */
  readonly mostKbps: number;
  /** Above this the provider cuts the encoder off; null: it does not. */
  readonly limitKbps: number | null;
}

/** What a provider takes and advises, as data: joining is a table, not code. Names are those of `IngestMetrics`. */
export interface IngestLimits {
  readonly videoCodecs: readonly string[];
  /** Null: any profile of these codecs. */
  readonly videoProfiles: readonly string[] | null;
  /** Of the shorter side; null without a limit. */
  readonly maxPixels: number | null;
  /** Smallest pictures first; the last step also covers what is larger. */
  readonly bitrate: readonly BitrateStep[];
  readonly framesPerSecond: { readonly least: number; readonly most: number };
  /** Distance from one key frame to the next, in ms. */
  readonly keyFrames: { readonly leastMs: number; readonly advisedMs: number; readonly mostMs: number };
  readonly bFrames: {
    /** False where they break something for everybody. */
    readonly allowed: boolean;
    /** Ways to watch that are closed to a stream with B-frames. */
    readonly excludes: readonly PlaybackSource["kind"][];
  };
  readonly audioCodecs: readonly string[];
  /** In Hz. */
  readonly audioSampleRates: readonly number[];
  readonly audioMaxChannels: number;
  readonly audioKbps: { readonly least: number; readonly most: number };
}
