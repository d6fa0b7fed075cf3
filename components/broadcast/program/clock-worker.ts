/** A worker: ticks on, also while its page is hidden, where a page's own timers are slowed down. */
addEventListener(
  "message",
  ({ data: everyMs }: MessageEvent<number>) => {
    setInterval(() => postMessage(Date.now()), everyMs);
  },
  { once: true },
);
