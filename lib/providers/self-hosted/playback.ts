import type { PlaybackSource } from "../../wire/playback";
import { signPlaybackToken } from "../../wire/playback-token";
import type { ChannelRef, PlaybackPass, RecordingRef, Replay, ReplayWish } from "../contract";
import type { SelfHostedOptions } from "./index";

type Options = Pick<SelfHostedOptions, "mediaUrl" | "secret">;

/** Where everything of a stream or a recording stands. A pass stands in the path, so that playlists hand it on. */
async function folderOf(
  options: Options,
  area: "live" | "replays",
  ref: ChannelRef,
  pass: PlaybackPass | undefined,
): Promise<string> {
  const folder = `${options.mediaUrl}/${area}/${encodeURIComponent(ref.id)}`;
  return pass
    ? `${folder}/~${await signPlaybackToken(options.secret, { ...pass, streamId: ref.id })}`
    : folder;
}

/** Ways to watch a live stream, best first. */
export async function livePlayback(
  options: Options,
  ref: ChannelRef,
  pass?: PlaybackPass,
): Promise<PlaybackSource[]> {
  const folder = await folderOf(options, "live", ref, pass);
  return [
    { kind: "hls", url: `${folder}/index.m3u8`, lowLatency: true, shotsUrl: `${folder}/shots.json` },
    { kind: "whep", url: `${folder}/whep` },
    { kind: "flv", url: `${folder}/stream.flv` },
    { kind: "dash", url: `${folder}/manifest.mpd` },
  ];
}

/** The newest still picture of a live stream. */
export async function livePoster(options: Options, ref: ChannelRef, pass?: PlaybackPass): Promise<string> {
  return `${await folderOf(options, "live", ref, pass)}/poster.jpg`;
}

/** Ways to watch a recording. */
export async function replayPlayback(
  options: Options,
  ref: RecordingRef,
  { durationMs, hasStoryboard }: ReplayWish,
  pass?: PlaybackPass,
): Promise<Replay> {
  const folder = await folderOf(options, "replays", ref, pass);
  const storyboardUrl = hasStoryboard ? `${folder}/storyboard.vtt` : null;
  return {
    playback: [
      {
        kind: "hls",
        url: `${folder}/index.m3u8`,
        lowLatency: false,
        replay: { durationMs, storyboardUrl },
      },
    ],
    posterUrl: `${folder}/poster.jpg`,
  };
}

/** The whole recording as one file. */
export async function replayDownload(
  options: Options,
  ref: RecordingRef,
  name: string,
  pass: PlaybackPass,
): Promise<string> {
  const folder = await folderOf(options, "replays", ref, pass);
  return `${folder}/download.mp4?name=${encodeURIComponent(name)}`;
}
