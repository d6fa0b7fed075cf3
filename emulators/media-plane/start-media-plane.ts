import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MediaEvent } from "../../lib/wire/media-events";
import type { PublishVerdict } from "../../lib/wire/publish";
import { signRequest } from "../../lib/wire/signed-request";
import { readConfig } from "../../media-server/config";
import { createLog } from "../../media-server/log";
import { startMediaServer } from "../../media-server/start-media-server";
import { startAppDouble } from "./app-double";
import { forward } from "./forward";
import type { BroadcastOwner, MediaPlane } from "./media-plane";
import { openTlsDoor } from "./tls-door";

export interface MediaPlaneOptions {
  /** How long a lost encoder may take to come back, in ms. */
  readonly reconnectMs: number;
  readonly isRecorded: boolean;
  /** Goes onto each answer, that nobody takes it for the service's. */
  readonly label: Readonly<Record<string, string>>;
}

const DVR_MS = 60_000;
const DEADLINE_MS = 10_000;
const REFUSED: PublishVerdict = { allowed: false, reason: "unknown-key" };

/** Our own media server in this process, on free ports of 127.0.0.1, with a folder of its own that goes with it. */
export async function startMediaPlane(options: MediaPlaneOptions): Promise<MediaPlane> {
  const secret = randomBytes(32).toString("hex");
  const dataDir = await mkdtemp(join(tmpdir(), "emulated-media-"));
  let owner: BroadcastOwner | null = null;
  const app = await startAppDouble(
    secret,
    ({ streamKey, protocol }) => {
      const streamId = protocol === "p2p" ? null : owner?.admit(streamKey, protocol);
      if (!streamId) return REFUSED;
      const settings = {
        ...{ reconnectWindowMs: options.reconnectMs, dvrWindowMs: DVR_MS, ladder: [] },
        ...{ record: options.isRecorded, isPreview: false },
        // Who may watch is asked where the service asks it: in front of this server.
        access: { kind: "open" as const },
      };
      return { allowed: true, streamId, settings };
    },
    (event) => owner && tell(owner, event),
  );
  const config = readConfig({
    MEDIA_SECRET: secret,
    APP_INTERNAL_URL: app.url,
    DATA_DIR: dataDir,
    ...{ RTMP_PORT: "0", MEDIA_HTTP_PORT: "0", MEDIA_CONTROL_PORT: "0", MEDIA_UDP_PORT: "0" },
    ...{ P2P_MAX_VIEWERS: "0", TRANSCODE_MAX_CORES: "0", RECORDING_MIN_FREE_MB: "64" },
  });
  const server = await startMediaServer(config, createLog("silent"));
  const door = await openTlsDoor(server.ports.rtmp);
  const http = `http://127.0.0.1:${server.ports.http}`;

  return {
    rtmps: `localhost:${door.port}`,
    serve(one) {
      owner = one;
    },
    async end(broadcastId) {
      const path = `/control/v1/streams/${broadcastId}/end`;
      const body = JSON.stringify({ reason: "ended-by-creator" });
      await fetch(`http://127.0.0.1:${server.ports.control}${path}`, {
        ...{ method: "POST", body, signal: AbortSignal.timeout(DEADLINE_MS) },
        headers: {
          "content-type": "application/json",
          ...(await signRequest(secret, { method: "POST", path, body }, Date.now())),
        },
      });
    },
    forward: (request, response, to) => forward(server.ports.http, request, response, to, options.label),
    async read(path) {
      const response = await fetch(`${http}${path}`, { signal: AbortSignal.timeout(DEADLINE_MS) });
      if (!response.ok) throw new Error(`${response.status} for ${path}`);
      return {
        type: response.headers.get("content-type") ?? "application/octet-stream",
        body: Buffer.from(await response.arrayBuffer()),
      };
    },
    async stop() {
      await door.stop();
      await server.close(1_000);
      await app.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function tell(owner: BroadcastOwner, event: MediaEvent): void {
  if (event.type === "stream.live") owner.live(event.stream.streamId);
  if (event.type === "publish.lost") owner.lost(event.stream.streamId);
  if (event.type === "stream.ended") owner.ended(event.streamId);
  if (event.type === "recording.changed" && event.recording.state === "ready")
    owner.recorded(event.recording.recordingId, event.recording);
}
