/** Bytes that viewers can fetch under a name, immutable. */
export interface StoredFile {
  readonly body: readonly Buffer[];
  readonly bytes: number;
}

export interface Part {
  readonly name: string;
  readonly durationMs: number;
  readonly isIndependent: boolean;
  /** The server has nothing for this time (RFC 8216bis §4.4.4.9, GAP). */
  readonly isGap?: boolean;
}

/** A stretch of segments that need one init segment and lie on one unbroken timeline. */
export interface Stretch {
  /** Number of its first segment. */
  readonly msn: number;
  /** Media time at which it begins. */
  readonly startMs: number;
  /** Epoch ms at which it begins. */
  readonly wallMs: number;
}

/** A media segment of the playlist; the last one may still grow. */
export interface Segment {
  readonly msn: number;
  /** Decoding time of its first frame, as written in it. */
  readonly startMs: number;
  /** Epoch ms of its first frame. */
  readonly wallMs: number;
  readonly stretch: Stretch;
  /** Name of the init segment that its fragments need. */
  readonly initName: string;
  /** It doesn't continue the segment before it. */
  readonly isDiscontinuity: boolean;
  readonly parts: Part[];
  readonly body: Buffer[];
  durationMs: number;
  bytes: number;
  /** At least one of its parts is a gap. */
  hasGap?: boolean;
}

export function segmentName(msn: number): string {
  return `${msn}.m4s`;
}

export function partName(msn: number, index: number): string {
  return `${msn}.${index}.m4s`;
}
