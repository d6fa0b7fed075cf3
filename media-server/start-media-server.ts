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
import type { AuthorizeRequest, PublishPermit } from "./ingest/publish-gate";
import { createRtmpServer } from "./ingest/rtmp/server";
import type { Log } from "./log";
import type { Publisher } from "./media";
import { openOperator } from "./metrics/open-operator";
import { timeFast, timeRequests } from "./metrics/time-requests";
import { ByteBudget } from "./packaging/byte-budget";
import { serveDash } from "./packaging/serve-dash";
import { answerHls, serveHls } from "./packaging/serve-hls";
import { PresenceHub } from "./presence/presence-hub";
import { serveWatch } from "./presence/watch-server";
import { fastPublic, type MediaArea, servePublic } from "./public-routes";
import { createPublicServer } from "./public-server";
import { servePublicUpgrades } from "./public-upgrades";
import { openArchive } from "./recording/open-archive";
import type { LiveStream } from "./streams/live-stream";
import { StreamRegistry } from "./streams/stream-registry";
import { findFfmpeg, logFfmpeg } from "./transcode/find-ffmpeg";
import { openTranscoding } from "./transcode/open-transcoding";
import { openOpusWith } from "./webrtc/feed/open-opus";
import { iceLinks } from "./webrtc/ice-links";
import { PeerHub } from "./webrtc/peer/peer-hub";
import { serveWhep } from "./webrtc/whep/serve-whep";
import { WhepSessions } from "./webrtc/whep/whep-sessions";
import type { WhepSource } from "./webrtc/whep/whep-source";
import { createWhip } from "./webrtc/whip/whip-endpoint";

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
  const ffmpeg = await findFfmpeg(config.FFMPEG_PATH);
  logFfmpeg(log, ffmpeg);
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
  const gate = new PlaybackGate(config.MEDIA_SECRET, now);
  const archive = await openArchive({
    config,
    log,
    now,
    gate,
    ffmpeg,
    report: (fact) => reporter.report(fact),
  });
  let parts = 0;
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
    attach: (streamId, settings) => archive.attach(streamId, settings),
    openOpus: openOpusWith(ffmpeg, log),
    transcoding: openTranscoding(ffmpeg, config.TRANSCODE_MAX_CORES, log),
    partMade: () => {
      parts += 1;
    },
  });
  const limits = {
    maxConnections: config.MEDIA_MAX_CONNECTIONS,
    // Behind a proxy every connection has the proxy's address.
    maxConnectionsPerAddress:
      config.TRUST_PROXY === "1" ? config.MEDIA_MAX_CONNECTIONS : config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS,
  };
  const flvLimits = {
    seats: new ViewerSeats(config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS),
    trustsProxy: config.TRUST_PROXY === "1",
  };
  const webrtc = {
    iceLinks: () => iceLinks(config.MEDIA_ICE_SERVERS, config.MEDIA_TURN_SECRET ?? null, now()),
    trustsProxy: config.TRUST_PROXY === "1",
  };
  const staysAdmitted = ({ id, settings }: WhepSource, token: string | null) =>
    gate.standingRefusal({ id, access: settings.access }, token) === null;
  const whepViewers = new WhepSessions({
    peers,
    limits: {
      maxViewers: config.WHEP_MAX_VIEWERS,
      maxViewersPerStream: config.WHEP_MAX_VIEWERS_PER_STREAM,
    },
    staysAdmitted,
  });
  const live: MediaArea<LiveStream> = {
    name: "live",
    find: (streamId) => streams.find(streamId),
    ...guardArea(gate, ({ id, settings }) => ({ id, access: settings.access })),
    served: (stream, bytes) => stream.served(bytes),
    routes: [
      serveHls,
      serveDash,
      serveFlv(flvLimits),
      serveWhep({ sessions: whepViewers, ...webrtc }),
      serveRenewal,
      archive.servePoster,
    ],
    fast: answerHls,
  };
  // Tokens expire also while nobody asks.
  const recheck = () => {
    streams.recheck(staysAdmitted);
    whepViewers.recheck();
  };
  const cutOffs = new CutOffs();
  const ingest = {
    authorize: (request: AuthorizeRequest) => cutOffs.fresh(() => authorizePublish(app, request)),
    openSink: (permit: PublishPermit, publisher: Publisher) => streams.publish(permit, publisher),
    log,
  };
  const whip = createWhip({
    ...ingest,
    ...webrtc,
    peers,
  });
  const operator = openOperator({
    streams,
    reporter,
    archive,
    whepViewers,
    peers,
    rtmp: () => rtmp,
    publicServer: () => publicServer,
    parts: () => parts,
    now,
    log,
  });
  const publicServer = createPublicServer(
    limits,
    timeRequests(servePublic([live, archive.area], [whip.route, operator.publicRoute]), operator.observe),
    timeFast(fastPublic([live]), operator.observe),
  );
  const watch = serveWatch(hub, {
    maxPerAddress: config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS,
    trustsProxy: config.TRUST_PROXY === "1",
  });
  const flvSockets = serveFlvSockets(live, flvLimits);
  servePublicUpgrades(publicServer, [watch.upgrade, flvSockets.upgrade]);
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
    recordings: archive.control,
    operator: operator.controlRoute,
    announce: (topics, announcement) => hub.announce(topics, announcement),
  });
  const rtmp = createRtmpServer({
    host: config.HOST,
    port: config.RTMP_PORT,
    ...ingest,
  });

  let closing: Promise<void> | null = null;
  const close = async (graceMs: number) => {
    operator.readiness.drain();
    const patience = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    // Publishers first: that they are lost is the last thing the app must hear.
    peers.close();
    await Promise.race([rtmp.close(), patience]);
    watch.close();
    flvSockets.close();
    hub.close();
    const gone = Promise.all([closeHttp(control), closeHttp(publicServer)]);
    await Promise.race([archive.close(), patience]);
    await reporter.close(graceMs);
    streams.close();
    await Promise.race([gone, patience]);
  };
  try {
    await archive.load();
    const ports = {
      http: await listen(publicServer, config.MEDIA_HTTP_PORT, config.HOST),
      control: await listen(control, config.MEDIA_CONTROL_PORT, config.MEDIA_CONTROL_HOST),
      rtmp: (await rtmp.listen()).port,
      udp: peers.port,
    };
    reporter.report({ type: "server.started" });
    operator.readiness.open();
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
