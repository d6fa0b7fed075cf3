/** Frames of a track as a stream, and back (W3C mediacapture-transform; Chromium's names). Not in TypeScript's library yet. */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { readonly kind: "video" });
  readonly writable: WritableStream<VideoFrame>;
}
