import type { SquaresPublisher } from "../squares/publisher";

/** A media server under measurement: takes RTMP, gives a page on which the stream plays. */
export interface Peer {
  readonly name: string;
  /** Where the publisher sends to, with the key. */
  readonly rtmpUrl: string;
  /** A page with a video element that plays the stream as soon as it can. */
  readonly pageUrl: string;
  /** A playlist for a plain client that watches beside the page, to tell the player's stalls from the server's. */
  readonly witnessUrl?: string;
  /** The process whose CPU (with its children's) is the server's cost. */
  readonly pid: number;
  /** True once a viewer who comes now would get pictures. */
  isPlayable(): Promise<boolean>;
  /** How the stream comes in; by RTMP unless given. */
  publish?(): Promise<SquaresPublisher>;
  /** Viewers who are there while one is measured, and fail the run when they fail. */
  crowd?(): Promise<{ stop(): Promise<void> }>;
  stop(): Promise<void>;
}
