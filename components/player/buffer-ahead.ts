/** Seconds of contiguous media after the playhead. */
export function bufferAhead({
  buffered,
  currentTime,
}: Pick<HTMLMediaElement, "buffered" | "currentTime">): number {
  for (let index = 0; index < buffered.length; index++) {
    if (currentTime >= buffered.start(index) - 0.1 && currentTime <= buffered.end(index)) {
      return buffered.end(index) - currentTime;
    }
  }
  return 0;
}
