import type { StreamSnapshot } from "../../lib/wire/media-events";
import { IngestMeter } from "../streams/ingest-meter";

/** A stream whose encoder has just connected. */
export function publisherSnapshot(streamId: string): StreamSnapshot {
  const meter = new IngestMeter(Date.now);
  return {
    streamId,
    phase: "live",
    ingest: "active",
    metrics: meter.metrics(),
    facts: meter.facts(),
    protocol: "rtmp",
    publisherAddress: "2001:db8:1234:5678:9abc:def0:1234:5678",
    renditions: [],
    notices: [],
    usage: {
      ingestMs: 3_600_000,
      bytesIn: 1e12,
      bytesOut: 1e13,
      viewerMs: 1e12,
      transcodeMs: 1e9,
      turnBytes: null,
    },
    reconnectUntil: null,
    liveSince: 1_795_000_000_000,
    viewers: 1_000,
  };
}
