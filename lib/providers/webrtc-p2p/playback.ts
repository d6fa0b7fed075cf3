import type { PlaybackSource } from "../../wire/playback";
import { signPlaybackToken } from "../../wire/playback-token";
import type { ChannelRef, PlaybackPass } from "../contract";
import type { WebrtcP2pOptions } from "./index";

/** The stream's room. Its media server lets nobody in without a pass, whoever the stream is for. */
export async function roomPlayback(
  options: Pick<WebrtcP2pOptions, "roomsUrl" | "secret" | "hasRelay">,
  ref: ChannelRef,
  pass?: PlaybackPass,
): Promise<PlaybackSource[]> {
  const folder = `${options.roomsUrl}/live/${encodeURIComponent(ref.id)}`;
  const token = pass ? `~${await signPlaybackToken(options.secret, { ...pass, streamId: ref.id })}/` : "";
  return [{ kind: "p2p", url: `${folder}/${token}room`, hasRelay: options.hasRelay }];
}
