/** Why a publisher could not begin, or had to stop, in the words of the creator's situation. */
export type PublishTrouble =
  /** No answer: the creator's own connection, or the server is down. Trying again may help. */
  | { readonly kind: "unreachable" }
  /** It answers, but no media gets through to it: a network that blocks UDP, most of the time. */
  | { readonly kind: "no-path" }
  /** The server answers and refuses; `error` is its word for programs, e.g. `already-publishing`, `revoked-key`. */
  | { readonly kind: "refused"; readonly status: number; readonly error: string }
  /** A connection that stood is gone. */
  | { readonly kind: "lost" };

/** Since the last reading; null is unknown. */
export interface PublishFigures {
  readonly videoKbps: number | null;
  readonly audioKbps: number | null;
  readonly framesPerSecond: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** 0…1, as the receiving side reports it. */
  readonly lossRatio: number | null;
  readonly roundTripMs: number | null;
  /** What the browser believes the uplink to carry, all together. */
  readonly availableKbps: number | null;
  /** What keeps the encoder from giving more: nothing, the processor, or the line. */
  readonly limitedBy: "none" | "cpu" | "bandwidth" | null;
}

export interface PublisherEvents {
  /** Somebody takes the media in from here on. */
  connected(): void;
  /** Once, after it had begun; nothing comes after it. Not called after `stop`. */
  ended(trouble: PublishTrouble): void;
}

/** One attempt at sending captured media to one place, whatever the way. Knows no React. */
export interface Publisher {
  /** Rejects with a `PublishFailure`. Resolves when the other side has agreed; `connected` comes when media flows. */
  start(media: MediaStream): Promise<void>;
  /** The same session goes on with other tracks, e.g. another camera; a kind without a track is sent as nothing. */
  replace(media: MediaStream): Promise<void>;
  figures(): Promise<PublishFigures>;
  /** Says goodbye, also while the page is being left. Idempotent. */
  stop(): void;
}

export class PublishFailure extends Error {
  constructor(readonly trouble: PublishTrouble) {
    super(trouble.kind === "refused" ? `${trouble.status} ${trouble.error}` : trouble.kind);
  }
}
