/** What one connection, one address and the whole server may take. Times in ms, sizes in bytes. */
export interface RtmpLimits {
  /** From accept to the `publish` command; waiting for the authorisation does not count. */
  readonly publishDeadlineMs: number;
  /** The app must have answered by then, or the publisher is refused. */
  readonly authorizeDeadlineMs: number;
  /** A publisher that sends no byte for so long is closed as `timed-out`. */
  readonly idleMs: number;
  /** How long a socket may stay half open after its last message was sent. */
  readonly lingerMs: number;
  readonly maxMessageBytes: number;
  readonly maxMessageBytesBeforePublish: number;
  /** Commands and control messages; encoders need about ten. */
  readonly maxMessagesBeforePublish: number;
  /** Sum over all unfinished messages of a connection. */
  readonly maxPartialBytes: number;
  readonly maxPartialBytesBeforePublish: number;
  /** What an encoder may send ahead while its key is being checked; after that the socket is not read. */
  readonly maxBytesAhead: number;
  /** Answers that the encoder does not read. */
  readonly maxUnsentBytes: number;
  readonly maxChunkStreams: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  /** Wrong keys per address and minute, after which the app is not asked any more. */
  readonly maxFailuresPerMinute: number;
  /** Longest pause that repeated failures can earn an address. */
  readonly maxPenaltyMs: number;
}

export const defaultRtmpLimits: RtmpLimits = {
  publishDeadlineMs: 5_000,
  authorizeDeadlineMs: 10_000,
  idleMs: 10_000,
  lingerMs: 1_000,
  maxMessageBytes: 4 * 1024 * 1024,
  maxMessageBytesBeforePublish: 64 * 1024,
  maxMessagesBeforePublish: 200,
  maxPartialBytes: 8 * 1024 * 1024,
  maxPartialBytesBeforePublish: 128 * 1024,
  maxBytesAhead: 64 * 1024,
  maxUnsentBytes: 64 * 1024,
  maxChunkStreams: 16,
  maxConnections: 2_000,
  maxConnectionsPerAddress: 20,
  maxFailuresPerMinute: 10,
  maxPenaltyMs: 300_000,
};
