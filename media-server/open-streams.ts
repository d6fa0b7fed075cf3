import { PlaybackGate } from "./access/playback-gate";
import { type Config, ROOM_WEBHOOK_PATH } from "./config";
import { EventReporter } from "./control/report-events";
import type { Log } from "./log";
import { ByteBudget } from "./packaging/byte-budget";
import { ExperienceBook } from "./presence/experience-book";
import { PresenceHub } from "./presence/presence-hub";
import { type Archive, openArchive } from "./recording/open-archive";
import { RoomRegistry } from "./signaling/room-registry";
import { tokenAccess } from "./signaling/viewer-door";
import { StreamRegistry } from "./streams/stream-registry";
import { findFfmpeg, logFfmpeg } from "./transcode/find-ffmpeg";
import { openTranscoding } from "./transcode/open-transcoding";
import { openOpusWith } from "./webrtc/feed/open-opus";
import { iceServers } from "./webrtc/ice-servers";
import { PeerHub } from "./webrtc/peer/peer-hub";
import { WhepSessions } from "./webrtc/whep/whep-sessions";
import type { WhepSource } from "./webrtc/whep/whep-source";

/** What a media server holds, before any door is open. */
export type OpenedStreams = Awaited<ReturnType<typeof openStreams>>;

/** Streams, recordings, viewers and peers, and whom they tell. Rejects when the UDP port is taken. */
export async function openStreams(config: Config, log: Log) {
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
  const peers = await openPeers(config, log);
  const reporter = new EventReporter({ ...app, epoch, log });
  const report: EventReporter["report"] = (fact) => reporter.report(fact);
  const roomReporter = new EventReporter({ ...app, path: ROOM_WEBHOOK_PATH, epoch, log });
  // A page that waits in line of a full room doesn't watch.
  const hub = new PresenceHub(config.PRESENCE_MAX_PER_ADDRESS, (id) => rooms.viewersOf(id));
  const experience = new ExperienceBook({ maxPerAddress: config.PRESENCE_MAX_PER_ADDRESS, report });
  const gate = new PlaybackGate(config.MEDIA_SECRET, now);
  const archive = await openArchive({
    ...{ config, log, now, gate, ffmpeg },
    report: tellOfRecordings(config, reporter, roomReporter),
  });
  const { whepViewers, staysAdmitted } = openWhepViewers(config, peers, gate);
  const made = { parts: 0 };
  // Tokens expire also while nobody asks.
  const recheck = () => {
    streams.recheck(staysAdmitted);
    whepViewers.recheck();
  };
  const streams = new StreamRegistry({
    now,
    report,
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
      made.parts += 1;
    },
  });
  const rooms = openRooms({ config, gate, reporter: roomReporter, archive, hub, now });
  const common = { app, epoch, log, config, made, recheck };
  return {
    ...common,
    peers,
    reporter,
    roomReporter,
    hub,
    experience,
    gate,
    archive,
    whepViewers,
    streams,
    rooms,
  };
}

/** Only the app knows whose stream a recording is of: either provider takes note of its own. */
function tellOfRecordings(config: Config, ...reporters: readonly EventReporter[]): EventReporter["report"] {
  const told = config.P2P_MAX_VIEWERS > 0 ? reporters : reporters.slice(0, 1);
  return (fact) => {
    for (const reporter of told) reporter.report(fact);
  };
}

interface RoomParts {
  readonly config: Config;
  readonly gate: PlaybackGate;
  readonly reporter: EventReporter;
  readonly archive: Archive;
  readonly hub: PresenceHub;
  readonly now: () => number;
}

/** Rooms have a reporter of their own: to the app they are another provider's. */
function openRooms({ config, gate, reporter, archive, hub, now }: RoomParts): RoomRegistry {
  return new RoomRegistry({
    now,
    report: (fact) => reporter.report(fact),
    attach: (streamId, settings) => archive.attach(streamId, settings),
    tick(snapshots) {
      reporter.snapshot(snapshots);
      for (const { streamId } of snapshots) hub.recount(streamId);
    },
    iceServers: (who) => iceServers(config.MEDIA_ICE_SERVERS, config.MEDIA_TURN_SECRET ?? null, now(), who),
    maxViewers: config.P2P_MAX_VIEWERS,
    maxRooms: config.MEDIA_MAX_PEERS,
    staysAdmitted: (id, access, token) =>
      gate.standingRefusal({ id, access: tokenAccess(access) }, token) === null,
  });
}

function openPeers(config: Config, log: Log): Promise<PeerHub> {
  return PeerHub.open({
    host: config.HOST,
    port: config.MEDIA_UDP_PORT,
    publicAddresses: config.MEDIA_PUBLIC_ADDRESSES,
    maxPeers: config.MEDIA_MAX_PEERS,
    maxPeersPerAddress: config.MEDIA_MAX_PEERS_PER_ADDRESS,
    log,
  });
}

function openWhepViewers(config: Config, peers: PeerHub, gate: PlaybackGate) {
  const staysAdmitted = ({ id, settings }: WhepSource, token: string | null) =>
    gate.standingRefusal({ id, access: settings.access }, token) === null;
  const limits = {
    maxViewers: config.WHEP_MAX_VIEWERS,
    maxViewersPerStream: config.WHEP_MAX_VIEWERS_PER_STREAM,
  };
  return { whepViewers: new WhepSessions({ peers, limits, staysAdmitted }), staysAdmitted };
}
