const WISHED_MS = 200;

/**
 * The part target for frames of this length, in ms: 200 wherever whole frames fill it, else the nearest
 * multiple, so that parts stay above 85 % of the target (RFC 8216bis §4.4.4.9): 209 at 24 fps, 193 for AAC at 48 kHz.
 */
export function fitPartTarget(frameMs: number): number {
  const filled = Math.max(1, Math.round(WISHED_MS / frameMs)) * frameMs;
  return Math.abs(filled - WISHED_MS) <= 2 ? WISHED_MS : Math.ceil(filled) + 1;
}

/** A rendition's part target: fitted until the first part is out, then fixed. */
export class PartTarget {
  private fixedMs: number | null = null;

  /** In ms; null before the first part. */
  get value(): number | null {
    return this.fixedMs;
  }

  limitFor(frameMs: number): number {
    return this.fixedMs ?? fitPartTarget(frameMs);
  }

  fix(frameMs: number): void {
    this.fixedMs ??= fitPartTarget(frameMs);
  }
}
