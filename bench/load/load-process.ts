import { type LoadTally, watchHls } from "./hls-viewer";
import { loopbackAddress } from "./loopback-address";

/** A process of synthetic viewers: `load-process PLAYLIST_URL VIEWERS SECONDS`; prints its tally as one JSON line. */
const [playlistUrl = "", viewers = "0", seconds = "0"] = process.argv.slice(2);
const WARM_UP_MS = 3000;

const tally: LoadTally = { playlistMs: [], partsFetched: 0, bytes: 0, errors: [] };
let isStopped = false;
const running: Promise<void>[] = [];
for (let index = 0; index < Number(viewers); index += 1) {
  running.push(watchHls(playlistUrl, tally, () => isStopped, loopbackAddress(index)));
  // Viewers come one after the other, not in one instant.
  if (index % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 10));
}
setTimeout(() => {
  tally.playlistMs.length = 0;
  tally.partsFetched = 0;
  tally.bytes = 0;
  console.log("measuring");
}, WARM_UP_MS);
setTimeout(
  () => {
    isStopped = true;
    const report = { ...tally, errors: tally.errors.length, firstErrors: tally.errors.slice(0, 3) };
    process.stdout.write(
      `${JSON.stringify(report)}
`,
      () => process.exit(0),
    );
  },
  WARM_UP_MS + Number(seconds) * 1000,
);
