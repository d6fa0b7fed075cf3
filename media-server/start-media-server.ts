import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { guardArea } from "./access/guarded-area";
import { PlaybackGate } from "./access/playback-gate";
import { serveRenewal } from "./access/serve-renewal";
import type { Config } from "./config";
import { authorizePublish } from "./control/authorize-publish";
import { createControlServer } from "./control/control-server";
import { CutOffs } from "./control/cut-offs";
import { EventReporter } from "./control/report-events";
import { serveFlvSockets } from "./flv/flv-sockets";
import { serveFlv } from "./flv/serve-flv";
import { ViewerSeats } from "./flv/viewer-seats";
import { createRtmpServer } from "./ingest/rtmp/server";
import type { Log } from "./log";
import { ByteBudget } from "./packaging/byte-budget";
import { answerHls, serveHls } from "./packaging/serve-hls";
import { PresenceHub } from "./presence/presence-hub";
import { serveWatch } from "./presence/watch-server";
import { fastPublic, type MediaArea, servePublic } from "./public-routes";
import { createPublicServer } from "./public-server";
import { servePublicUpgrades } from "./public-upgrades";
import type { LiveStream } from "./streams/live-stream";
import { StreamRegistry } from "./streams/stream-registry";
import { PeerHub } from "./webrtc/peer/peer-hub";

export interface MediaServer {
  readonly ports: {
    readonly http: number;
    readonly control: number;
    readonly rtmp: number;
    readonly udp: number;
  };
  /** Hangs up on everybody and delivers what the app must still hear, for `graceMs` at most. Idempotent. */
  close(graceMs: number): Promise<void>;
}

/** Wires everything and listens. Rejects when a port is taken; then nothing is left listening. */
export async function startMediaServer(config: Config, log: Log): Promise<MediaServer> {
  const now = Date.now;
  const epoch = now();
  const app = {
    appUrl: config.APP_INTERNAL_URL,
    secret: config.MEDIA_SECRET,
    serverId: config.MEDIA_SERVER_ID,
    now,
  };
  // First: whatever is made after it can be closed without waiting.
  const peers = await PeerHub.open({
    host: config.HOST,
    port: config.MEDIA_UDP_PORT,
    publicAddresses: config.MEDIA_PUBLIC_ADDRESSES,
    maxPeers: config.MEDIA_MAX_PEERS,
    maxPeersPerAddress: config.MEDIA_MAX_PEERS_PER_ADDRESS,
    log,
  });
  const reporter = new EventReporter({ ...app, epoch, log });
  const hub = new PresenceHub(config.PRESENCE_MAX_PER_ADDRESS);
  const streams = new StreamRegistry({
    now,
    report: (fact) => reporter.report(fact),
    tick: (snapshots) => {
      reporter.snapshot(snapshots);
      recheck();
    },
    viewersOf: (streamId) => hub.viewersOf(streamId),
    budget: new ByteBudget(config.MEDIA_MAX_TOTAL_MB * 1e6),
    maxStreamBytes: config.MEDIA_MAX_STREAM_MB * 1e6,
  });
  const limits = {
    maxConnections: config.MEDIA_MAX_CONNECTIONS,
    // Behind a proxy every connection has the proxy's address.
    maxConnectionsPerAddress:
      config.TRUST_PROXY === "1" ? config.MEDIA_MAX_CONNECTIONS : config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS,
  };
  const gate = new PlaybackGate(config.MEDIA_SECRET, now);
  const flvLimits = {
    seats: new ViewerSeats(config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS),
    trustsProxy: config.TRUST_PROXY === "1",
  };
  const live: MediaArea<LiveStream> = {
    name: "live",
    find: (streamId) => streams.find(streamId),
    ...guardArea(gate, ({ id, settings }) => ({ id, access: settings.access })),
    served: (stream, bytes) => stream.served(bytes),
    routes: [serveHls, serveFlv(flvLimits), serveRenewal],
    fast: answerHls,
  };
  // Tokens expire also while nobody asks.
  const recheck = () =>
    streams.recheck(
      ({ id, settings }, token) => gate.standingRefusal({ id, access: settings.access }, token) === null,
    );
  const publicServer = createPublicServer(limits, servePublic([live]), fastPublic([live]));
  const watch = serveWatch(hub, {
    maxPerAddress: config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS,
    trustsProxy: config.TRUST_PROXY === "1",
  });
  const flvSockets = serveFlvSockets(live, flvLimits);
  servePublicUpgrades(publicServer, [watch.upgrade, flvSockets.upgrade]);
  const cutOffs = new CutOffs();
  const control = createControlServer({
    ...app,
    epoch,
    log,
    streams: {
      snapshots: () => streams.snapshots(),
      end(streamId, reason) {
        cutOffs.note(streamId);
        streams.end(streamId, reason);
      },
      disconnect(streamId, cause) {
        cutOffs.note(streamId);
        streams.disconnect(streamId, cause);
      },
      apply(streamId, settings) {
        streams.apply(streamId, settings);
        recheck();
      },
    },
    announce: (topics, announcement) => hub.announce(topics, announcement),
  });
  const rtmp = createRtmpServer({
    host: config.HOST,
    port: config.RTMP_PORT,
    authorize: (request) => cutOffs.fresh(() => authorizePublish(app, request)),
    openSink: (permit, publisher) => streams.publish(permit, publisher),
    log,
  });

  let closing: Promise<void> | null = null;
  const close = async (graceMs: number) => {
    const patience = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    // Publishers first: that they are lost is the last thing the app must hear.
    peers.close();
    await Promise.race([rtmp.close(), patience]);
    watch.close();
    flvSockets.close();
    hub.close();
    const gone = Promise.all([closeHttp(control), closeHttp(publicServer)]);
    await reporter.close(graceMs);
    streams.close();
    await Promise.race([gone, patience]);
  };
  try {
    const ports = {
      http: await listen(publicServer, config.MEDIA_HTTP_PORT, config.HOST),
      control: await listen(control, config.MEDIA_CONTROL_PORT, config.MEDIA_CONTROL_HOST),
      rtmp: (await rtmp.listen()).port,
      udp: peers.port,
    };
    reporter.report({ type: "server.started" });
    return { ports, close: (graceMs) => (closing ??= close(graceMs)) };
  } catch (error) {
    await close(0);
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // A listening TCP server's address is always an AddressInfo.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function closeHttp(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
