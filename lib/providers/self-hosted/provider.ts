import { randomBytes } from "node:crypto";
import type { IngestTarget } from "../../wire/playback";
import type { ChannelRef, ProviderDeps, StreamProvider } from "../contract";
import { isProviderError } from "../errors";
import { createMediaCallbacks } from "../media-callbacks";
import { createMediaControl } from "../media-control";
import { IDLE, NO_USAGE, statusOf } from "../media-events";
import { replayDownload, replayPlayback } from "../media-replays";
import type { SelfHostedOptions } from "./index";
import { livePlayback, livePoster } from "./playback";

const KEY_BYTES = 30;

/** Channels need nothing made beforehand: the media server asks about each key when an encoder brings it. */
export function createSelfHosted(options: SelfHostedOptions, deps: ProviderDeps): StreamProvider {
  const api = createMediaControl({ ...options, provider: "self-hosted" }, deps);
  /** One key opens both doors, so that resetting it closes both. */
  const newTargets = (): readonly IngestTarget[] => {
    const streamKey = randomBytes(KEY_BYTES).toString("base64url");
    return [
      { kind: "rtmp", server: options.rtmpUrl, streamKey },
      { kind: "whip", url: `${options.mediaUrl}/whip`, streamKey },
    ];
  };

  return {
    createChannel: async ({ streamId }) => ({
      ref: { provider: "self-hosted", id: streamId },
      ingest: newTargets(),
      warnings: [],
    }),
    deleteChannel: (ref) => api.end(ref.id, { reason: "ended-by-creator" }, "deleteChannel"),
    getStatus: async (ref) => {
      const snapshot = await api.snapshot(ref.id).catch(absent);
      return snapshot ? statusOf(snapshot) : IDLE;
    },
    issuePlayback: (ref, pass) => livePlayback(options, ref, pass),
    getUsage: async (ref: ChannelRef) => {
      const snapshot = await api.snapshot(ref.id).catch(absent);
      return { basis: "measured", totals: snapshot?.usage ?? NO_USAGE };
    },
    stopStream: (ref, reason) => api.end(ref.id, { reason }, "stopStream"),
    applySettings: (ref, settings) => api.applySettings(ref.id, settings),
    issuePoster: (ref, pass) => livePoster(options, ref, pass),
    listRecordings: async (ref) => {
      const recording = await api.recording(ref.id).catch(absent);
      return recording ? [recording] : [];
    },
    deleteRecording: async (ref) => void (await api.deleteRecording(ref.id).catch(absent)),
    setRecordingAccess: (ref, access) => api.setRecordingAccess(ref.id, access),
    issueReplay: (ref, recording, pass) => replayPlayback(options, ref, recording, pass),
    issueDownload: (ref, name, pass) => replayDownload(options, ref, name, pass),
    rotateKey: async (ref) => {
      await api.disconnect(ref.id, "key-rotated", "rotateKey");
      return newTargets();
    },
    ...createMediaCallbacks("self-hosted", options.secret, deps.now),
  };
}

/** The media server forgets a stream when nobody publishes: to it, idle and unknown are the same. */
function absent(error: unknown): null {
  if (isProviderError(error) && error.code === "not-found") return null;
  throw error;
}
