import type { MediaEvent, StreamSnapshot, UsageTotals } from "../wire/media-events";
import type { LiveStatus, ProviderEvent } from "./contract";

export const NO_USAGE: UsageTotals = {
  ...{ ingestMs: 0, bytesIn: 0, bytesOut: 0, viewerMs: 0, transcodeMs: 0 },
  turnBytes: null,
};

export const IDLE: LiveStatus = {
  ingest: "inactive",
  health: "unknown",
  issues: [],
  facts: null,
  protocol: null,
  publisherAddress: null,
  metrics: null,
  viewers: 0,
  notices: [],
  renditions: [],
};

export function statusOf(snapshot: StreamSnapshot): LiveStatus {
  const { ingest, metrics, facts, protocol, publisherAddress, viewers, notices, renditions } = snapshot;
  // The media server gives facts; what they are worth is judged by where the stream goes.
  const verdict = { health: "unknown", issues: [] } as const;
  return { ingest, ...verdict, facts, metrics, protocol, publisherAddress, viewers, notices, renditions };
}

/** The media server's words are ours already; what differs is that one snapshot tells of many streams. */
export function toProviderEvents(event: MediaEvent): readonly ProviderEvent[] {
  const common = { order: { epoch: event.epoch, sequence: event.sequence }, at: event.at };
  const changed = (
    id: string | null,
    stream: StreamSnapshot,
    cause: string | null = null,
  ): ProviderEvent => ({
    id,
    ...common,
    change: {
      type: "stream-changed",
      streamId: stream.streamId,
      broadcast: stream.phase,
      status: statusOf(stream),
      reconnectUntil: stream.reconnectUntil,
      liveSince: stream.liveSince,
      cause,
    },
  });
  switch (event.type) {
    case "server.started":
      return [{ id: event.id, ...common, change: { type: "source-holds", streamIds: [], restarted: true } }];
    case "server.snapshot": {
      return [
        ...event.streams.map((stream) => changed(null, stream)),
        { id: null, ...common, change: { type: "source-holds", streamIds: event.held, restarted: false } },
      ];
    }
    case "publish.started":
    case "stream.live":
      return [changed(event.id, event.stream)];
    case "publish.lost":
      return [changed(event.id, event.stream, event.cause)];
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
    case "experience.measured":
      return [{ id: event.id, ...common, change: { type: "experience-measured", measures: event.streams } }];
    case "stream.ended": {
      const { streamId, reason } = event;
      const usage = { basis: "measured", totals: event.usage } as const;
      return [{ id: event.id, ...common, change: { type: "stream-ended", streamId, reason, usage } }];
    }
  }
}
