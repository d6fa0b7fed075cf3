import { get } from "node:http";
import { WebSocket } from "ws";
import type { LoadTally } from "./hls-viewer";

const LOOK_EVERY_MS = 250;
/** Longer than an encoder's pause in the soak: silence past this is an error. */
const MAX_SILENCE_MS = 20_000;

/** One viewer of HTTP-FLV until `hasLeft`. An answer other than 200, an early end and a long silence are errors. */
export function watchFlv(url: string, tally: LoadTally, hasLeft: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = get(url, { agent: false });
    const watch = watchBytes(url, tally, hasLeft, () => {
      outgoing.destroy();
      resolve();
    });
    outgoing.on("error", watch.broke);
    outgoing.on("response", (response) => {
      if (response.statusCode !== 200) return watch.broke(new Error(`${response.statusCode} for ${url}`));
      response.on("data", watch.took);
      response.on("error", watch.broke);
      response.on("end", () => watch.broke(new Error("the stream ended early")));
    });
  });
}

/** The same over a WebSocket. */
export function watchFlvSocket(url: string, tally: LoadTally, hasLeft: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace(/^http/, "ws"));
    const watch = watchBytes(url, tally, hasLeft, () => {
      socket.terminate();
      resolve();
    });
    // One message is one tag, always a Buffer: nothing changes `binaryType`.
    socket.on("message", (data) => watch.took(data as Buffer));
    socket.on("error", watch.broke);
    socket.on("close", (code) => watch.broke(new Error(`closed with ${code}`)));
  });
}

function watchBytes(url: string, tally: LoadTally, hasLeft: () => boolean, leave: () => void) {
  let isOver = false;
  let lastAt = performance.now();
  const finish = () => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    leave();
  };
  const broke = (error: Error) => {
    if (isOver) return;
    if (!hasLeft()) tally.errors.push(`${new URL(url).pathname}: ${error.message}`);
    finish();
  };
  const timer = setInterval(() => {
    if (hasLeft()) finish();
    else if (performance.now() - lastAt > MAX_SILENCE_MS) broke(new Error("silence"));
  }, LOOK_EVERY_MS);
  return {
    broke,
    took(chunk: Buffer) {
      lastAt = performance.now();
      tally.bytes += chunk.length;
    },
  };
}
