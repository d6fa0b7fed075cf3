import type { IngestFacts } from "../wire/doctor/ingest-facts";
import type { MediaEvent, StreamSnapshot } from "../wire/media-events";

type EventBody<E = MediaEvent> = E extends MediaEvent
  ? Omit<E, "id" | "serverId" | "epoch" | "sequence" | "at">
  : never;

/** One run of a media server: events in the order in which they happen. */
export function mediaRun(epoch: number) {
  let sequence = 0;
  return (body: EventBody, at = Date.now()): MediaEvent =>
    // The envelope and one body together are one of the union's members.
    ({
      ...body,
      id: crypto.randomUUID(),
      serverId: "server-one",
      epoch,
      sequence: sequence++,
      at,
    }) as MediaEvent;
}

export function snapshot(streamId: string, change: Partial<StreamSnapshot> = {}): StreamSnapshot {
  return {
    streamId,
    phase: "live",
    ingest: "active",
    metrics: {
      videoCodec: "H.264",
      videoProfile: "Main",
      videoLevel: "3.1",
      hasBFrames: false,
      audioCodec: "AAC",
      audioSampleRate: 48_000,
      audioChannels: 2,
      width: 1280,
      height: 720,
      framesPerSecond: 30,
      videoKbps: 2500,
      audioKbps: 128,
      keyFrameIntervalMs: 2000,
      droppedFrames: 0,
    },
    facts: ingestFacts(),
    protocol: "rtmp",
    publisherAddress: "203.0.113.7",
    renditions: [],
    notices: [],
    usage: { ingestMs: 1, bytesIn: 1, bytesOut: 1, viewerMs: 1, transcodeMs: 1, turnBytes: null },
    reconnectUntil: null,
    liveSince: 1_700_000_000_000,
    viewers: 0,
    ...change,
  };
}

/** An encoder that has sent for a minute and does everything right. */
export function ingestFacts(change: Partial<IngestFacts> = {}): IngestFacts {
  return {
    connectedMs: 60_000,
    sinceVideoMs: 20,
    sinceAudioMs: 10,
    sinceKeyFrameMs: 900,
    keyFrameLeastMs: 2_000,
    keyFrameMostMs: 2_000,
    lagMs: 15,
    jitterMs: 4,
    driftMs: 2,
    unsteadyShare: 0,
    recentlyDropped: 0,
    unsupportedVideo: null,
    unsupportedAudio: null,
    sinceJumpMs: null,
    sinceResizeMs: null,
    ...change,
  };
}
