import type { OfferedCodec, OfferedMedia } from "../sdp/offer";
import type { AcceptedMedia } from "../sdp/render-sdp";
import type { ReceivedTrack } from "./rtp-track";

/** How the publisher finds its bitrate: from arrival times, from a cap that we name, or by itself. */
export type Bandwidth = "transport" | "remb" | "none";

export interface ChosenCodec {
  readonly kind: "video" | "audio";
  readonly media: OfferedMedia;
  readonly codec: OfferedCodec;
}

const TRANSPORT_SEQUENCE = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
const BANDWIDTH_FEEDBACK = { transport: "transport-cc", remb: "goog-remb", none: "" } as const;

/** Whether transport-wide feedback serves this section: video needs retransmissions as well. */
export function canFeedTransport(chosen: ChosenCodec): boolean {
  const { kind, media, codec } = chosen;
  const isOffered = codec.feedback.includes("transport-cc") && transportExtension(media) !== undefined;
  return isOffered && (kind === "audio" || repairOf(chosen) !== null);
}

/** What the answer says about a section, and what is received by it. */
export function describeTrack(
  chosen: ChosenCodec,
  bandwidth: Bandwidth,
): { readonly accepted: AcceptedMedia; readonly track: ReceivedTrack } {
  const { kind, media, codec } = chosen;
  const { payloadType, clockRate } = codec;
  const repairType = repairOf(chosen);
  const transport =
    bandwidth === "transport" && canFeedTransport(chosen) ? transportExtension(media) : undefined;
  const wanted = ["nack", "nack pli", BANDWIDTH_FEEDBACK[bandwidth]];
  const feedback = wanted.filter((one) => codec.feedback.includes(one));
  const attributes = [
    `rtpmap:${payloadType} ${kind === "video" ? `H264/${clockRate}` : `opus/${clockRate}/2`}`,
    ...feedback.map((one) => `rtcp-fb:${payloadType} ${one}`),
    `fmtp:${payloadType} ${kind === "video" ? h264Parameters(codec) : "minptime=10;useinbandfec=1;stereo=1"}`,
  ];
  if (repairType !== null)
    attributes.push(`rtpmap:${repairType} rtx/${clockRate}`, `fmtp:${repairType} apt=${payloadType}`);
  if (transport) attributes.push(`extmap:${transport.id} ${TRANSPORT_SEQUENCE}`);
  const payloadTypes = repairType === null ? [payloadType] : [payloadType, repairType];
  return {
    accepted: { mid: media.mid, direction: "recvonly", payloadTypes, attributes },
    track: {
      kind,
      mid: media.mid,
      payloadType,
      repairType,
      canNack: feedback.includes("nack"),
      transportSequenceId: transport?.id ?? null,
    },
  };
}

function repairOf({ media, codec }: ChosenCodec): number | null {
  if (!codec.feedback.includes("nack")) return null;
  const repair = media.codecs.find(
    ({ name, parameters }) => name === "RTX" && parameters.get("apt") === String(codec.payloadType),
  );
  return repair?.payloadType ?? null;
}

function transportExtension({ extensions }: OfferedMedia) {
  return extensions.find(({ uri }) => uri === TRANSPORT_SEQUENCE);
}

/** The offered profile and level are answered as they are: some clients compare them word for word. */
function h264Parameters({ parameters }: OfferedCodec): string {
  const profile = parameters.get("profile-level-id") ?? "42e01f";
  const mode = parameters.get("packetization-mode") ?? "0";
  return `level-asymmetry-allowed=1;packetization-mode=${mode};profile-level-id=${profile}`;
}
