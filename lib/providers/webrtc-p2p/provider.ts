import { randomBytes } from "node:crypto";
import { ROOM_PATH } from "../../wire/p2p";
import type { IngestTarget } from "../../wire/playback";
import type { ProviderDeps, ProviderWarning, StreamProvider } from "../contract";
import { isProviderError } from "../errors";
import { createMediaCallbacks } from "../media-callbacks";
import { createMediaControl } from "../media-control";
import { IDLE, NO_USAGE, statusOf } from "../media-events";
import { replayDownload, replayPlayback } from "../media-replays";
import type { WebrtcP2pOptions } from "./index";
import { roomPlayback, toSocketUrl } from "./playback";

const PROVIDER = "webrtc-p2p";
const KEY_BYTES = 30;

/** What such a stream goes without, told before and after it is made. */
const WARNINGS: readonly ProviderWarning[] = [
  { feature: "scale", reason: "Each viewer takes a part of the creator's own uplink: a few at a time." },
  { feature: "dvr", reason: "Viewers cannot rewind while it is live." },
  {
    feature: "recording",
    reason: "It is recorded in the creator's browser, if that can, and sent to the server.",
  },
  { feature: "addresses", reason: "Viewers and creator learn each other's network address." },
];

/** Channels need nothing made beforehand: a room begins when its creator's browser brings the key. */
export function createWebrtcP2p(options: WebrtcP2pOptions, deps: ProviderDeps): StreamProvider {
  const api = createMediaControl({ ...options, provider: PROVIDER }, deps);
  const newTargets = (): readonly IngestTarget[] => [
    {
      kind: "p2p",
      url: `${toSocketUrl(options.mediaUrl)}${ROOM_PATH}`,
      streamKey: randomBytes(KEY_BYTES).toString("base64url"),
    },
  ];
  return {
    createChannel: async ({ streamId }) => ({
      ref: { provider: PROVIDER, id: streamId },
      ingest: newTargets(),
      warnings: WARNINGS,
    }),
    deleteChannel: (ref) => api.end(ref.id, { reason: "ended-by-creator" }, "deleteChannel"),
    getStatus: async (ref) => {
      const snapshot = await api.snapshot(ref.id).catch(absent);
      return snapshot ? statusOf(snapshot) : IDLE;
    },
    issuePlayback: (ref, pass) => roomPlayback(options, ref, pass),
    getUsage: async (ref) => {
      const snapshot = await api.snapshot(ref.id).catch(absent);
      return { basis: "measured", totals: snapshot?.usage ?? NO_USAGE };
    },
    stopStream: (ref, reason) => api.end(ref.id, { reason }, "stopStream"),
    applySettings: (ref, settings) => api.applySettings(ref.id, settings),
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
    ...createMediaCallbacks(PROVIDER, options.secret, deps.now),
  };
}

/** The media server forgets a room when nobody hosts it: to it, idle and unknown are the same. */
function absent(error: unknown): null {
  if (isProviderError(error) && error.code === "not-found") return null;
  throw error;
}
