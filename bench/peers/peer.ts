/** A media server under measurement: takes RTMP, gives a page on which the stream plays. */
export interface Peer {
  readonly name: string;
  /** Where the publisher sends to, with the key. */
  readonly rtmpUrl: string;
  /** A page with a video element that plays the stream as soon as it can. */
  readonly pageUrl: string;
  /** The process whose CPU (with its children's) is the server's cost. */
  readonly pid: number;
  /** True once a viewer who comes now would get pictures. */
  isPlayable(): Promise<boolean>;
  stop(): Promise<void>;
}
