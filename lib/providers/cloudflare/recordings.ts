import { z } from "zod";
import type { RecordingFacts } from "../../wire/recording";
import type { StreamAccess } from "../../wire/stream-settings";
import type { ChannelRef, RecordingRef } from "../contract";
import { Video } from "./answers";
import { type Api, unlessGone } from "./api";
import type { CloudflareOptions } from "./index";

const Videos = z.array(Video).max(1_000);

/** Broadcasts of a live input, each a video; one that is on air is among them. An unknown input has none. */
export async function videosOf(api: Api, ref: ChannelRef, operation: string): Promise<readonly Video[]> {
  const path = `/live_inputs/${encodeURIComponent(ref.id)}/videos`;
  return api.call({ operation, method: "GET", path, answer: Videos }).catch(unlessGone([]));
}

/** A video in our words. Its length is counted from `now` as long as the vendor does not say. */
export function factsOf(video: Video, now: number): RecordingFacts {
  const startedAt = startOf(video) ?? now;
  const state = stateOf(video);
  const known = (video.duration ?? -1) > 0 ? Math.round((video.duration ?? 0) * 1000) : null;
  return {
    recordingId: video.uid,
    state,
    fault: state === "failed" ? "unreadable" : null,
    startedAt,
    durationMs: known ?? (state === "recording" ? Math.max(0, now - startedAt) : 0),
    bytes: Math.max(0, Math.round(video.size ?? 0)),
    storage: "s3",
    hasStoryboard: false,
  };
}

export function startOf(video: Video): number | null {
  const at = Date.parse(video.created ?? video.uploaded ?? "");
  return Number.isNaN(at) ? null : at;
}

function stateOf({ status }: Video): RecordingFacts["state"] {
  if (status?.state === "ready") return "ready";
  return status?.state === "error" ? "failed" : "recording";
}

export async function deleteVideo(api: Api, ref: RecordingRef): Promise<void> {
  const path = `/${encodeURIComponent(ref.id)}`;
  await api
    .call({ operation: "deleteRecording", method: "DELETE", path, answer: null, lane: "urgent" })
    .catch(unlessGone(null));
}

/** A video has settings of its own: those of its live input are only for the broadcast. */
export async function setVideoAccess(
  api: Api,
  { allowedOrigins }: CloudflareOptions,
  ref: RecordingRef,
  access: StreamAccess,
): Promise<void> {
  const body = { requireSignedURLs: access.kind === "token", allowedOrigins };
  const path = `/${encodeURIComponent(ref.id)}`;
  await api
    .call({ operation: "setRecordingAccess", method: "POST", path, body, answer: null, lane: "urgent" })
    .catch(unlessGone(null));
}
