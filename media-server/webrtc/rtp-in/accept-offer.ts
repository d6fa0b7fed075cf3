import { type Offer, type OfferedCodec, type OfferedMedia, SdpError } from "../sdp/offer";
import type { AcceptedMedia } from "../sdp/render-sdp";
import { type Bandwidth, type ChosenCodec, canFeedTransport, describeTrack } from "./describe-track";
import type { ReceivedTrack } from "./rtp-track";

/** What a publisher's offer comes to. */
export interface AcceptedOffer {
  readonly accepted: readonly AcceptedMedia[];
  readonly tracks: readonly ReceivedTrack[];
  readonly bandwidth: Bandwidth;
}

/** Profile and constraint flags of H.264; what every browser decodes comes first. */
const PROFILES = ["42e0", "42c0", "4240", "4200", "4d40", "4d00", "640c", "6400"];
/** Beside the codecs: they protect or repeat one. */
const PROTECTION: ReadonlySet<string> = new Set(["RTX", "RED", "ULPFEC", "FLEXFEC-03"]);

/**
 * Chooses H.264 and Opus of what a publisher offers. The first video and the first audio section are taken, any other
 * is refused. Throws `SdpError` when a section can't be played by viewers: half a stream would be a surprise.
 */
export function acceptOffer(offer: Offer): AcceptedOffer {
  const video = firstOf(offer, "video");
  const audio = firstOf(offer, "audio");
  const chosen = [...(video ? [chooseVideo(video)] : []), ...(audio ? [chooseAudio(audio)] : [])];
  const [leading] = chosen;
  if (!leading) throw new SdpError("no-media", "The offer sends neither picture nor sound.");
  if (chosen.length > 1 && !chosen.every(({ media }) => offer.bundle.includes(media.mid)))
    throw new SdpError("no-bundle", "Picture and sound must share one transport (BUNDLE).");
  if (chosen.length > 1 && !chosen.every(({ media }) => media.ssrcs.length > 0))
    throw new SdpError("no-ssrc", "The offer doesn't name its streams (a=ssrc); simulcast is not taken.");
  const bandwidth = bandwidthOf(leading);
  const described = chosen.map((one) => describeTrack(one, bandwidth));
  return {
    accepted: described.map(({ accepted }) => accepted),
    tracks: described.map(({ track }) => track),
    bandwidth,
  };
}

function firstOf({ media }: Offer, kind: "video" | "audio"): OfferedMedia | undefined {
  const isSent = ({ direction }: OfferedMedia) => direction === "sendonly" || direction === "sendrecv";
  return media.find((one) => one.kind === kind && !one.isRejected && isSent(one));
}

function chooseVideo(media: OfferedMedia): ChosenCodec {
  const codec = chooseH264(media.codecs);
  if (codec) return { kind: "video", media, codec };
  throw new SdpError("video-codec-unsupported", `Video must be H.264; offered: ${namesOf(media)}.`);
}

function chooseAudio(media: OfferedMedia): ChosenCodec {
  const codec = media.codecs.find(({ name, clockRate }) => name === "OPUS" && clockRate === 48_000);
  if (codec) return { kind: "audio", media, codec };
  throw new SdpError("audio-codec-unsupported", `Audio must be Opus; offered: ${namesOf(media)}.`);
}

function namesOf({ codecs }: OfferedMedia): string {
  const names = new Set(codecs.map(({ name }) => name).filter((name) => !PROTECTION.has(name)));
  return [...names].slice(0, 12).join(", ") || "nothing known";
}

function chooseH264(codecs: readonly OfferedCodec[]): OfferedCodec | undefined {
  const rank = ({ parameters }: OfferedCodec): number => {
    const place = PROFILES.indexOf(parameters.get("profile-level-id")?.toLowerCase().slice(0, 4) ?? "4200");
    const isFragmented = parameters.get("packetization-mode") === "1";
    return place === -1 ? Number.POSITIVE_INFINITY : place + (isFragmented ? 0 : PROFILES.length);
  };
  return codecs
    .filter((codec) => codec.name === "H264" && Number.isFinite(rank(codec)))
    .sort((a, b) => rank(a) - rank(b))[0];
}

/** Feedback on arrival times without retransmissions on a stream of their own makes senders stutter under loss. */
function bandwidthOf(leading: ChosenCodec): Bandwidth {
  if (canFeedTransport(leading)) return "transport";
  return leading.codec.feedback.includes("goog-remb") ? "remb" : "none";
}
