import type { PlaybackSource } from "../../wire/playback";
import type { ChannelRef, PlaybackPass } from "../contract";
import { type MediaAddress, mediaFolder } from "../media-replays";

/** Ways to watch a live stream, best first. */
export async function livePlayback(
  address: MediaAddress,
  ref: ChannelRef,
  pass?: PlaybackPass,
): Promise<PlaybackSource[]> {
  const folder = await mediaFolder(address, "live", ref, pass);
  return [
    { kind: "hls", url: `${folder}/index.m3u8`, lowLatency: true, shotsUrl: `${folder}/shots.json` },
    { kind: "whep", url: `${folder}/whep` },
    { kind: "flv", url: `${folder}/stream.flv` },
    { kind: "dash", url: `${folder}/manifest.mpd` },
  ];
}

/** The newest still picture of a live stream. */
export async function livePoster(
  address: MediaAddress,
  ref: ChannelRef,
  pass?: PlaybackPass,
): Promise<string> {
  return `${await mediaFolder(address, "live", ref, pass)}/poster.jpg`;
}
