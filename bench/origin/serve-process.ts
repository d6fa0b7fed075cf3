import { ByteBudget } from "../../media-server/packaging/byte-budget";
import { PartTarget } from "../../media-server/packaging/part-target";
import { Rendition } from "../../media-server/packaging/rendition";
import { answerHls, serveHls } from "../../media-server/packaging/serve-hls";
import { fastPublic, openArea, servePublic } from "../../media-server/public-routes";
import { createPublicServer } from "../../media-server/public-server";

/**
 * Our public server with one stream whose segments have the sizes given, in bytes:
 * `serve-process PORT SIZE…`. Prints each segment's path, a line each, when it listens.
 */
const [port = "0", ...sizes] = process.argv.slice(2);
const limits = { dvrWindowMs: 3_600_000, maxBytes: 1e9, budget: new ByteBudget(1e9) };
const rendition = new Rendition(1, limits, new PartTarget());
rendition.startRun({ init: Buffer.from("init"), tracks: { video: null, audio: null } });
for (const size of sizes) {
  const body = [Buffer.alloc(Number(size), 7)];
  const facts = {
    startMs: 0,
    durationMs: 2000,
    isIndependent: true,
    isLikelyLast: true,
    frameRate: null,
    video: [],
    audio: [],
  };
  rendition.addPart({ body, wallMs: 0, ...facts }, 0);
  rendition.endSegment(0);
}
const stream = { renditions: new Map([["source", rendition]]) };
const live = {
  name: "live",
  find: () => stream,
  refusal: () => null,
  isProtected: () => false,
  served: () => undefined,
  routes: [serveHls],
  fast: answerHls,
};
const server = createPublicServer(
  { maxConnections: 1000, maxConnectionsPerAddress: 1000 },
  servePublic([openArea(live)]),
  fastPublic([openArea(live)]),
);
server.listen(Number(port), "127.0.0.1", () => {
  for (const index of sizes.keys()) console.log(`/live/bench-stream/source/${index + 1}.m4s`);
});
