import type { MediaEvent, StreamSnapshot, UsageTotals } from "../../wire/media-events";
import type { LiveStatus, ProviderEvent } from "../contract";

export const NO_USAGE: UsageTotals = { ingestMs: 0, bytesIn: 0, bytesOut: 0, viewerMs: 0 };

export const IDLE: LiveStatus = {
  ingest: "inactive",
  health: "unknown",
  issues: [],
  metrics: null,
  viewers: 0,
  notices: [],
  renditions: [],
};

export function statusOf(snapshot: StreamSnapshot): LiveStatus {
  const { ingest, health, issues, metrics, viewers, notices, renditions } = snapshot;
  return { ingest, health, issues, metrics, viewers, notices, renditions };
}

/** The media server's words are ours already; what differs is that one snapshot tells of many streams. */
export function toProviderEvents(event: MediaEvent): readonly ProviderEvent[] {
  const common = { order: { epoch: event.epoch, sequence: event.sequence }, at: event.at };
  const changed = (id: string | null, stream: StreamSnapshot): ProviderEvent => ({
    id,
    ...common,
    change: {
      type: "stream-changed",
      streamId: stream.streamId,
      broadcast: stream.phase,
      status: statusOf(stream),
      reconnectUntil: stream.reconnectUntil,
      liveSince: stream.liveSince,
    },
  });
  switch (event.type) {
    case "server.started":
      return [{ id: event.id, ...common, change: { type: "source-holds", streamIds: [], restarted: true } }];
    case "server.snapshot": {
      const streamIds = event.streams.map((stream) => stream.streamId);
      return [
        ...event.streams.map((stream) => changed(null, stream)),
        { id: null, ...common, change: { type: "source-holds", streamIds, restarted: false } },
      ];
    }
    case "publish.started":
    case "stream.live":
    case "publish.lost":
      return [changed(event.id, event.stream)];
    case "recording.changed":
      return [
        {
          id: event.id,
          ...common,
          change: {
            type: "recording-changed",
            streamId: event.recording.recordingId,
            recording: event.recording,
          },
        },
      ];
    case "publish.refused": {
      const { streamId, address } = event;
      return [{ id: event.id, ...common, change: { type: "publish-refused", streamId, address } }];
    }
    case "stream.ended": {
      const { streamId, reason } = event;
      const usage = { basis: "measured", totals: event.usage } as const;
      return [{ id: event.id, ...common, change: { type: "stream-ended", streamId, reason, usage } }];
    }
  }
}
