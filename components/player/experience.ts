/** How watching went so far, for whoever looks into it. */
export class Experience {
  /** From asking for the stream to its first picture; null before. */
  startupMs: number | null = null;
  /** How often the picture has stood for want of data since then. */
  rebuffers = 0;
  rebufferMs = 0;
  /** When the stream was asked for, epoch ms. */
  startedAtMs = 0;
  private stoodAtMs: number | null = null;

  start(nowMs: number): void {
    this.startedAtMs = nowMs;
  }

  /** A source was asked for so long ago. */
  elapsedMs(nowMs: number): number {
    return nowMs - this.startedAtMs;
  }

  notePicture(nowMs: number): void {
    this.startupMs ??= nowMs - this.startedAtMs;
  }

  /** To be told several times a second. */
  noteStanding(isStanding: boolean, nowMs: number): void {
    if (this.stoodAtMs !== null) this.rebufferMs += nowMs - this.stoodAtMs;
    else if (isStanding) this.rebuffers += 1;
    this.stoodAtMs = isStanding ? nowMs : null;
  }
}
