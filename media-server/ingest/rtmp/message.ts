/** Message types of RTMP 1.0 §5.4 and §7.1 that this ingest knows. */
export const MessageType = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
  aggregate: 22,
} as const;

export interface RtmpMessage {
  readonly type: number;
  readonly messageStreamId: number;
  /** The 32 bits of the wire: ms, wraps after 49.7 days. */
  readonly timestampMs: number;
  readonly payload: Buffer;
}
