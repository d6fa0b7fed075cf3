import { type WhepTally, watchWhep } from "./whep-viewer";

/**
 * A process of synthetic WebRTC viewers: `whep-process WHEP_URL VIEWERS`. Prints one JSON line when the last one is
 * connected, and another for each error; runs until it is ended.
 */
const [whepUrl = "", viewers = "0"] = process.argv.slice(2);
const tally: WhepTally = { playlistMs: [], partsFetched: 0, bytes: 0, errors: [], connected: 0 };
for (let index = 0; index < Number(viewers); index += 1) {
  void watchWhep(whepUrl, tally, () => false);
  // Viewers come one after the other, not in one instant.
  await new Promise((resolve) => setTimeout(resolve, 20));
}
let hasSaid = false;
setInterval(() => {
  for (const error of tally.errors.splice(0)) console.log(JSON.stringify({ error }));
  if (hasSaid || tally.connected !== Number(viewers)) return;
  hasSaid = true;
  console.log(JSON.stringify({ connected: tally.connected }));
}, 100);
