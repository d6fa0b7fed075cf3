/** Calls `tick` with the epoch ms about every `everyMs`, whether the page is seen or not. Returns what ends it. */
export function startClock(everyMs: number, tick: (now: number) => void): () => void {
  const worker = new Worker(new URL("./clock-worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<number>) => tick(data);
  worker.postMessage(everyMs);
  return () => worker.terminate();
}
