import { watchFlv, watchFlvSocket } from "../load/flv-viewer";
import { type LoadTally, watchHls } from "../load/hls-viewer";
import { watchWhep } from "../load/whep-viewer";

/**
 * Viewers of mixed kinds who come and go: `crowd-process STREAM_URL VIEWERS SECONDS`, where the address is the stream's
 * own below `/live/`. Each stays between 10 and 60 s and is followed by one of the next kind. Prints errors as they
 * happen and, at the end, how many viewers there were.
 */
const [streamUrl = "", viewers = "50", seconds = "60"] = process.argv.slice(2);
const KINDS: readonly ((tally: LoadTally, hasLeft: () => boolean) => Promise<void>)[] = [
  (tally, hasLeft) => watchHls(`${streamUrl}/source/media.m3u8`, tally, hasLeft),
  (tally, hasLeft) => watchFlv(`${streamUrl}/stream.flv`, tally, hasLeft),
  (tally, hasLeft) => watchFlvSocket(`${streamUrl}/stream.flv`, tally, hasLeft),
  (tally, hasLeft) => watchWhep(`${streamUrl}/whep`, tally, hasLeft),
];

const tally: LoadTally = { playlistMs: [], partsFetched: 0, bytes: 0, errors: [] };
const endAt = performance.now() + Number(seconds) * 1000;
let visits = 0;
let seed = 11;

async function keepSeat(seat: number): Promise<void> {
  for (let visit = 0; performance.now() < endAt; visit += 1) {
    const leaveAt = Math.min(endAt, performance.now() + 10_000 + random() * 50_000);
    const watch = KINDS[(seat + visit) % KINDS.length];
    visits += 1;
    await watch?.(tally, () => performance.now() >= leaveAt);
  }
}

/** Between 0 and 1; the same row of numbers in each run. */
function random(): number {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
  return seed / 0x80000000;
}

const reporter = setInterval(() => {
  for (const error of tally.errors.splice(0)) console.log(JSON.stringify({ error }));
  tally.playlistMs.length = 0;
}, 1_000);
await Promise.all(Array.from({ length: Number(viewers) }, (_, seat) => keepSeat(seat)));
clearInterval(reporter);
for (const error of tally.errors) console.log(JSON.stringify({ error }));
process.stdout.write(`${JSON.stringify({ visits, megabytes: Math.round(tally.bytes / 1e6) })}\n`, () =>
  process.exit(0),
);
