/** Why a connection was closed on its peer: short, stable words for logs and tests. */
export type ProtocolViolation =
  | "bad-handshake"
  | "bad-chunk-header"
  | "bad-chunk-size"
  | "too-many-chunk-streams"
  | "message-too-large"
  | "too-many-messages"
  | "too-much-buffered"
  | "bad-control-message"
  | "bad-amf"
  | "amf-too-deep"
  | "amf-too-large"
  | "bad-command"
  | "media-before-publish"
  | "bad-media";

/** The peer broke the protocol. The only error that parsers of bytes from the network may throw. */
export class RtmpProtocolError extends Error {
  readonly violation: ProtocolViolation;

  constructor(violation: ProtocolViolation, detail: string) {
    super(`${violation}: ${detail}`);
    this.name = "RtmpProtocolError";
    this.violation = violation;
  }
}
