import { serveFlvPage } from "../bench/peers/flv-page";
import { createStream, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { test } from "./harness/test";

test("FLV plays in mpegts.js, as a response and over WebSocket, over the encoder's return", async ({
  context,
  product,
}) => {
  test.setTimeout(120_000);
  const stream = await createStream(product, "Held open");
  let encoder = startEncoder(encoderTarget(stream));
  await waitForBroadcast(product, stream.id, "live");
  const { playback } = await getStream(product, stream.id);
  const url = playback.find(({ kind }) => kind === "flv")?.url ?? "";
  const players = await Promise.all([url, url.replace(/^http/, "ws")].map((one) => serveFlvPage(one)));
  try {
    const pages = await Promise.all(players.map(() => context.newPage()));
    await Promise.all(pages.map((page, index) => page.goto(players[index]?.url ?? "")));
    for (const page of pages) await expectPlaying(page);
    await encoder.stop();
    await waitForBroadcast(product, stream.id, "reconnecting");
    encoder = startEncoder(encoderTarget(stream));
    await waitForBroadcast(product, stream.id, "live");
    for (const page of pages) await expectPlaying(page);
  } finally {
    for (const player of players) await player.close();
    await encoder.stop();
  }
});
