/** What carries pictures for the emulator. Without one, tests say themselves who is live. */
export interface MediaPlane {
  /** Calls `allow` with each key that an encoder brings, and lets it in when that returns the channel's ARN. */
  onPublish(allow: (streamKey: string) => string | null): void;
  /** Calls `ended` when a channel's encoder is gone. */
  onEnd(ended: (channelArn: string) => void): void;
  /** Where viewers find the channel's multivariant playlist. */
  playbackUrl(channelArn: string): string;
  /** Cuts the encoder off. */
  stop(channelArn: string): void;
}
