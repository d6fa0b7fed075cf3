import type { Server } from "node:http";
import type { EventReporter } from "../control/report-events";
import type { RtmpServer } from "../ingest/rtmp/rtmp-server-options";
import type { Log } from "../log";
import type { Archive } from "../recording/open-archive";
import type { RoomRegistry } from "../signaling/room-registry";
import type { StreamRegistry } from "../streams/stream-registry";
import type { PeerHub } from "../webrtc/peer/peer-hub";
import type { WhepSessions } from "../webrtc/whep/whep-sessions";
import { createMediaMetrics } from "./media-metrics";
import { Readiness } from "./readiness";
import { serveOperator, serveReadiness } from "./serve-operator";

export interface OperatorDeps {
  readonly streams: StreamRegistry;
  readonly rooms: Pick<RoomRegistry, "viewers">;
  readonly reporter: EventReporter;
  readonly archive: Pick<Archive, "stats">;
  readonly whepViewers: Pick<WhepSessions, "count">;
  readonly peers: Pick<PeerHub, "size">;
  /** Made later than this; asked only while scraping. */
  readonly rtmp: () => Pick<RtmpServer, "connections">;
  readonly publicServer: () => Pick<Server, "getConnections">;
  readonly parts: () => number;
  readonly now: () => number;
  readonly log: Log;
}

/** What operators' tools ask of this server, and how its requests are timed for them. */
export function openOperator(deps: OperatorDeps) {
  const { streams, rooms, reporter, archive, whepViewers, peers, log } = deps;
  const metrics = createMediaMetrics({
    snapshots: () => streams.snapshots(),
    traffic: () => streams.traffic(),
    viewers: () => ({
      page: streams.pageViewers(),
      flv: streams.flvViewers(),
      whep: whepViewers.count,
      room: rooms.viewers,
    }),
    ingestConnections: () => ({
      rtmp: deps.rtmp().connections(),
      // Every other peer is a publisher.
      webrtc: Math.max(0, peers.size - whepViewers.count),
    }),
    publicConnections: () => countConnections(deps.publicServer()),
    parts: deps.parts,
    events: () => reporter.stats(),
    recordings: () => archive.stats(),
  });
  const readiness = new Readiness(reporter, deps.now);
  return {
    readiness,
    observe: metrics.observe,
    /** On the public address. */
    publicRoute: serveReadiness(readiness),
    /** On the control address. */
    controlRoute: serveOperator({ readiness, metrics, log }),
  };
}

function countConnections(server: Pick<Server, "getConnections">): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}
