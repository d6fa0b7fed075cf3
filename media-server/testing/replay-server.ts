import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { guardArea } from "../access/guarded-area";
import { PlaybackGate } from "../access/playback-gate";
import { openArea, servePublic } from "../public-routes";
import { serveReplayDash } from "../recording/dash/serve-replay-dash";
import { serveDownload } from "../recording/mp4/serve-download";
import type { ObjectStore } from "../recording/object-store";
import type { Recording } from "../recording/recording";
import { RecordingReader } from "../recording/recording-reader";
import { serveReplay } from "../recording/serve-replay";
import { recordingId, type TestRecordings } from "./record-streams";
import { MEDIA_SECRET } from "./recording-bench";

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ReplayServer {
  readonly port: number;
  /** Of the recording; sends the path as it is, dots and all. */
  get(
    rest: string,
    options?: { readonly method?: string; readonly headers?: Record<string, string> },
  ): Promise<Got>;
  close(): Promise<void>;
}

/** Serves recordings on loopback as the public server does. */
export async function serveReplays(
  { recordings }: TestRecordings,
  store: ObjectStore | null = null,
): Promise<ReplayServer> {
  const deps = { recordings, reader: new RecordingReader(store) };
  const gate = new PlaybackGate(MEDIA_SECRET, Date.now);
  const server = createServer(
    servePublic([
      openArea({
        name: "replays",
        find: (id) => recordings.find(id),
        ...guardArea(gate, ({ id, access }: Recording) => ({ id, access })),
        served: () => {},
        routes: [serveReplay(deps), serveReplayDash(deps), serveDownload(deps)],
      }),
    ]),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get: (rest, options = {}) =>
      new Promise((resolve, reject) => {
        const sent = request({ port, path: `/replays/${recordingId}/${rest}`, ...options }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        });
        sent.on("error", reject);
        sent.end();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
