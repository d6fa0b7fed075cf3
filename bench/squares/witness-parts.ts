import { watchHls } from "../load/hls-viewer";

/** A plain client beside the player: when parts reached it tells whether the player's want of data is the server's. */
export interface PartsWitness {
  /** The longest wait for a part between two moments, in epoch ms. */
  longestWaitMs(from: number, to: number): number;
  stop(): Promise<void>;
}

export function witnessParts(mediaPlaylistUrl: string): PartsWitness {
  const moments: number[] = [];
  let isStopped = false;
  const tally = {
    ...{ playlistMs: [], partsFetched: 0, bytes: 0, errors: [] },
    onPart: () => moments.push(Date.now()),
  };
  const watching = watchHls(mediaPlaylistUrl, tally, () => isStopped);
  return {
    longestWaitMs(from, to) {
      const waits = moments.slice(1).flatMap((moment, index) => {
        const before = moments[index] ?? moment;
        return moment >= from && before <= to ? [moment - before] : [];
      });
      return Math.max(0, ...waits);
    },
    async stop() {
      isStopped = true;
      await watching;
    },
  };
}
