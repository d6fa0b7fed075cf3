/** What really carries video, where something does: told of what the control plane decides, and asked for what viewers fetch. */
export interface MediaPlane {
  /** Encoders with these secrets are let in from now on; those with older ones are cut off. */
  admit(input: {
    readonly uid: string;
    readonly secrets: PublishSecrets;
    readonly isOpen: boolean;
  }): Promise<void>;
  /** Nobody gets in any more. */
  close(uid: string): Promise<void>;
  /** A file of the broadcast, e.g. `manifest/video.m3u8`; null while nothing is on air. */
  file(uid: string, path: string): Promise<{ readonly type: string; readonly body: Uint8Array } | null>;
}

export interface PublishSecrets {
  readonly streamKey: string;
  readonly passphrase: string;
  readonly webRtc: string;
}

/** Control plane alone: lets everybody in, carries nothing, and answers with a playlist that names no segment. */
export const NO_MEDIA: MediaPlane = {
  admit: async () => {},
  close: async () => {},
  file: async (_, path) =>
    path.endsWith(".m3u8")
      ? { type: "application/vnd.apple.mpegurl", body: Buffer.from("#EXTM3U\n#EXT-X-VERSION:6\n") }
      : { type: "application/octet-stream", body: Buffer.from("") },
};
