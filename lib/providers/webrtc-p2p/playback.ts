import type { PlaybackSource } from "../../wire/playback";
import type { ChannelRef, PlaybackPass } from "../contract";
import { mediaFolder } from "../media-replays";
import type { WebrtcP2pOptions } from "./index";

/** The stream's room. Its media server lets nobody in without a pass, whoever the stream is for. */
export async function roomPlayback(
  options: Pick<WebrtcP2pOptions, "mediaUrl" | "secret" | "hasRelay">,
  ref: ChannelRef,
  pass?: PlaybackPass,
): Promise<PlaybackSource[]> {
  const folder = await mediaFolder(options, "live", ref, pass);
  return [{ kind: "p2p", url: `${toSocketUrl(folder)}/room`, hasRelay: options.hasRelay }];
}

/** The same address for WebSockets. */
export function toSocketUrl(url: string): string {
  return url.replace(/^http/, "ws");
}
