import { audioKbps, planOf } from "../preflight/bitrate-plan";

/**
 * Gives a sender the bitrate that suits what it sends, and keeps the picture's size: viewers' players stumble over a new
 * size, hardly over fewer frames. `videoKbps` overrules what suits.
 */
export async function limitSender(sender: RTCRtpSender, videoKbps: number | null = null): Promise<void> {
  const { track } = sender;
  if (!track) return;
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  if (track.kind === "video") {
    const { width, height } = track.getSettings();
    const plan = planOf(Math.min(width ?? Number.POSITIVE_INFINITY, height ?? Number.POSITIVE_INFINITY));
    encoding.maxBitrate = (videoKbps ?? plan.videoKbps) * 1000;
    encoding.maxFramerate = plan.framesPerSecond;
    parameters.degradationPreference = "maintain-resolution";
  } else {
    encoding.maxBitrate = audioKbps(track.contentHint === "music" ? "music" : "voice") * 1000;
  }
  // A closed connection refuses; there is nothing to limit any more.
  await sender.setParameters(parameters).catch(() => undefined);
}
