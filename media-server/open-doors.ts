import { guardArea } from "./access/guarded-area";
import { serveRenewal } from "./access/serve-renewal";
import { authorizePublish } from "./control/authorize-publish";
import { createControlServer } from "./control/control-server";
import { CutOffs } from "./control/cut-offs";
import { serveFlvSockets } from "./flv/flv-sockets";
import { serveFlv } from "./flv/serve-flv";
import { ViewerSeats } from "./flv/viewer-seats";
import type { AuthorizeRequest, PublishPermit } from "./ingest/publish-gate";
import { createRtmpServer } from "./ingest/rtmp/server";
import type { Publisher } from "./media";
import { openOperator } from "./metrics/open-operator";
import { timeFast, timeRequests } from "./metrics/time-requests";
import type { OpenedStreams } from "./open-streams";
import { serveDash } from "./packaging/serve-dash";
import { answerHls, serveHls } from "./packaging/serve-hls";
import { serveWatch } from "./presence/watch-server";
import { fastPublic, type MediaArea, openArea, servePublic } from "./public-routes";
import { createPublicServer } from "./public-server";
import { servePublicUpgrades } from "./public-upgrades";
import { createRoomGate } from "./signaling/room-gate";
import { serveRooms } from "./signaling/serve-rooms";
import { serveTape } from "./signaling/tape/serve-tape";
import type { LiveStream } from "./streams/live-stream";
import { iceLinks } from "./webrtc/ice-links";
import { serveWhep } from "./webrtc/whep/serve-whep";
import { createWhip } from "./webrtc/whip/whip-endpoint";

/** The ways in and out of what `openStreams` holds; nothing listens yet. */
export function openDoors(opened: OpenedStreams) {
  const { config, streams, archive, hub, peers, reporter, whepViewers, app, log, made } = opened;
  const trustsProxy = config.TRUST_PROXY === "1";
  const flvLimits = { seats: new ViewerSeats(config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS), trustsProxy };
  const live = openLiveArea(opened, flvLimits);
  const areas = [openArea(live), openArea(archive.area)];
  const cutOffs = new CutOffs();
  const ingest = {
    authorize: (request: AuthorizeRequest) => cutOffs.fresh(() => authorizePublish(app, request)),
    openSink: (permit: PublishPermit, publisher: Publisher) => streams.publish(permit, publisher),
    log,
  };
  const rtmp = createRtmpServer({ host: config.HOST, port: config.RTMP_PORT, ...ingest });
  const whip = createWhip({ ...ingest, peers, ...webrtcOptions(opened) });
  const operator = openOperator({
    ...{ streams, rooms: opened.rooms, reporter, archive, whepViewers, peers, log },
    rtmp: () => rtmp,
    publicServer: () => publicServer,
    parts: () => made.parts,
    now: app.now,
  });
  const publicServer = createPublicServer(
    {
      maxConnections: config.MEDIA_MAX_CONNECTIONS,
      // Behind a proxy every connection has the proxy's address.
      maxConnectionsPerAddress: trustsProxy
        ? config.MEDIA_MAX_CONNECTIONS
        : config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS,
    },
    timeRequests(
      servePublic(areas, [whip.route, serveTape(opened.rooms), operator.publicRoute]),
      operator.observe,
    ),
    timeFast(fastPublic(areas), operator.observe),
  );
  const maxPerAddress = config.MEDIA_MAX_CONNECTIONS_PER_ADDRESS;
  const watch = serveWatch(hub, { maxPerAddress, trustsProxy });
  const flvSockets = serveFlvSockets(live, flvLimits);
  const roomDoors = serveRooms({
    rooms: opened.rooms,
    playback: opened.gate,
    publish: createRoomGate(ingest),
    ...{ maxPerAddress: config.MEDIA_MAX_PEERS_PER_ADDRESS, trustsProxy },
  });
  const upgrades = [watch.upgrade, flvSockets.upgrade];
  servePublicUpgrades(publicServer, config.P2P_MAX_VIEWERS > 0 ? [...upgrades, roomDoors.upgrade] : upgrades);
  const control = openControl(opened, cutOffs, operator.controlRoute);
  return { publicServer, control, rtmp, watch, flvSockets, roomDoors, readiness: operator.readiness };
}

function openLiveArea(
  opened: OpenedStreams,
  flvLimits: Parameters<typeof serveFlv>[0],
): MediaArea<LiveStream> {
  const { streams, gate, archive, whepViewers } = opened;
  return {
    name: "live",
    find: (streamId) => streams.find(streamId),
    ...guardArea(gate, ({ id, settings }) => ({ id, access: settings.access })),
    served: (stream, bytes) => stream.served(bytes),
    routes: [
      serveHls,
      serveDash,
      serveFlv(flvLimits),
      serveWhep({ sessions: whepViewers, ...webrtcOptions(opened) }),
      serveRenewal,
      archive.servePictures,
    ],
    fast: answerHls,
  };
}

function webrtcOptions({ config, app }: OpenedStreams) {
  return {
    iceLinks: () => iceLinks(config.MEDIA_ICE_SERVERS, config.MEDIA_TURN_SECRET ?? null, app.now()),
    trustsProxy: config.TRUST_PROXY === "1",
  };
}

/** What the app asks of a stream goes to whoever holds it: as media, or as a room. */
function openControl(
  { app, epoch, log, streams, rooms, archive, hub, recheck }: OpenedStreams,
  cutOffs: CutOffs,
  operator: Parameters<typeof createControlServer>[0]["operator"],
) {
  return createControlServer({
    ...app,
    epoch,
    log,
    streams: {
      snapshots: () => [...streams.snapshots(), ...rooms.snapshots()],
      end(streamId, reason) {
        cutOffs.note(streamId);
        streams.end(streamId, reason);
        rooms.end(streamId, reason);
      },
      disconnect(streamId, cause) {
        cutOffs.note(streamId);
        streams.disconnect(streamId, cause);
        rooms.disconnect(streamId, cause);
      },
      apply(streamId, settings) {
        streams.apply(streamId, settings);
        rooms.apply(streamId, settings);
        recheck();
      },
    },
    recordings: archive.control,
    operator,
    announce: (topics, announcement) => hub.announce(topics, announcement),
  });
}
