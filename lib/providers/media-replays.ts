import type { PlaybackSource } from "../wire/playback";
import { signPlaybackToken } from "../wire/playback-token";
import type { ChannelRef, PlaybackPass, RecordingRef, Replay, ReplayWish } from "./contract";

/** Where a media server is reached by viewers, and what signs their passes. */
export interface MediaAddress {
  /** `http(s)://…`, without a slash at the end. */
  readonly mediaUrl: string;
  readonly secret: string;
}

/** Where everything of a stream or a recording stands. A pass stands in the path, so that playlists hand it on. */
export async function mediaFolder(
  address: MediaAddress,
  area: "live" | "replays",
  ref: ChannelRef,
  pass: PlaybackPass | undefined,
): Promise<string> {
  const folder = `${address.mediaUrl}/${area}/${encodeURIComponent(ref.id)}`;
  return pass
    ? `${folder}/~${await signPlaybackToken(address.secret, { ...pass, streamId: ref.id })}`
    : folder;
}

/** Ways to watch a recording of our own media server. */
export async function replayPlayback(
  address: MediaAddress,
  ref: RecordingRef,
  { durationMs, hasStoryboard }: ReplayWish,
  pass?: PlaybackPass,
): Promise<Replay> {
  const folder = await mediaFolder(address, "replays", ref, pass);
  const storyboardUrl = hasStoryboard ? `${folder}/storyboard.vtt` : null;
  const replay: PlaybackSource = {
    kind: "hls",
    url: `${folder}/index.m3u8`,
    lowLatency: false,
    replay: { durationMs, storyboardUrl },
  };
  const dash: PlaybackSource = { kind: "dash", url: `${folder}/manifest.mpd` };
  return { playback: [replay, dash], posterUrl: `${folder}/poster.jpg` };
}

/** The whole recording as one file. */
export async function replayDownload(
  address: MediaAddress,
  ref: RecordingRef,
  name: string,
  pass: PlaybackPass,
): Promise<string> {
  const folder = await mediaFolder(address, "replays", ref, pass);
  return `${folder}/download.mp4?name=${encodeURIComponent(name)}`;
}
