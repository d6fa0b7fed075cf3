import { lostOpusPacket, opusSamples } from "../../ingest/codecs/opus";

/** A second of silence is sent as nothing (DTX); past that the encoder has stopped. */
const MAX_FILLED_SAMPLES = 48_000;

export interface OpusPiece {
  /** RTP timestamp, 32 bits. */
  readonly timestamp: number;
  readonly data: Buffer;
}

/** Lays Opus packets end to end: where one was lost or not sent, packets that tell the decoder so take its place. */
export class OpusLine {
  private last: OpusPiece | null = null;

  /** What to play for this packet, in order; empty when it isn't Opus. */
  push(packet: OpusPiece): OpusPiece[] {
    const samples = opusSamples(packet.data);
    if (samples === 0) return [];
    const pieces = this.last ? fill(this.last, packet.timestamp) : [];
    this.last = packet;
    return [...pieces, packet];
  }
}

function fill(last: OpusPiece, until: number): OpusPiece[] {
  const samples = opusSamples(last.data);
  const gap = ((until - last.timestamp) | 0) - samples;
  if (samples === 0 || gap < samples || gap > MAX_FILLED_SAMPLES) return [];
  return Array.from({ length: Math.floor(gap / samples) }, (_, index) => ({
    timestamp: (last.timestamp + samples * (index + 1)) >>> 0,
    data: lostOpusPacket(last.data),
  }));
}
