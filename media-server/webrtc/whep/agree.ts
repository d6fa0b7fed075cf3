import type { FeedTrack } from "../feed/feed-track";
import type { AgreedTrack } from "../rtp-out/egress-track";
import type { Offer, OfferedCodec, OfferedMedia } from "../sdp/offer";
import type { AcceptedMedia } from "../sdp/render-sdp";
import { chooseH264 } from "./choose-h264";

/** What a viewer will be sent, and how the answer says so. */
export interface Agreement {
  readonly video: AgreedTrack | null;
  readonly audio: AgreedTrack | null;
  readonly accepted: readonly AcceptedMedia[];
}

export interface AgreeOptions {
  readonly tracks: { readonly video: FeedTrack; readonly audio: FeedTrack };
  /** Of the stream's picture. */
  readonly profileLevelId: string;
  /** One for both tracks: viewers play in step what has one name. */
  readonly cname: string;
}

const EXTENSIONS = "http://www.webrtc.org/experiments/rtp-hdrext";
/** One-byte header extensions have ids up to 14 (RFC 8285 §4.2). */
const LAST_EXTENSION_ID = 14;
const FEEDBACK = ["nack", "nack pli", "ccm fir", "goog-remb"];

/**
 * Takes the first section for each kind that wants media and knows the stream's codec. Null when the viewer can't be
 * sent the picture, which is what a stream is about.
 */
export function agree(offer: Offer, options: AgreeOptions): Agreement | null {
  const { tracks, profileLevelId, cname } = options;
  const videoSection = sectionFor(offer, "video");
  const videoCodec = videoSection && chooseH264(videoSection.codecs, profileLevelId);
  if (!videoSection || !videoCodec) return null;
  const audioSection = sectionFor(offer, "audio");
  const opus = audioSection?.codecs.find(({ name, clockRate }) => name === "OPUS" && clockRate === 48_000);
  const rtx = videoSection.codecs.find(
    ({ name, parameters }) => name === "RTX" && parameters.get("apt") === String(videoCodec.payloadType),
  );
  const video = agreed(videoSection, videoCodec, rtx ?? null);
  const audio = audioSection && opus ? agreed(audioSection, opus, null) : null;
  const accepted = [section(video, videoSection, videoCodec, { track: tracks.video, cname })];
  if (audio && audioSection && opus)
    accepted.push(section(audio, audioSection, opus, { track: tracks.audio, cname }));
  return { video, audio, accepted: inOrder(offer, accepted) };
}

function sectionFor(offer: Offer, kind: "video" | "audio"): OfferedMedia | undefined {
  return offer.media.find(
    (media) =>
      media.kind === kind &&
      !media.isRejected &&
      (media.direction === "recvonly" || media.direction === "sendrecv"),
  );
}

function agreed(media: OfferedMedia, codec: OfferedCodec, rtx: OfferedCodec | null): AgreedTrack {
  const extension = (name: string) =>
    media.extensions.find(
      ({ id, uri }) => uri === `${EXTENSIONS}/${name}` && id >= 1 && id <= LAST_EXTENSION_ID,
    )?.id ?? 0;
  return {
    mid: media.mid,
    payloadType: codec.payloadType,
    rtxPayloadType: rtx?.payloadType ?? null,
    absSendTimeId: extension("abs-send-time"),
    playoutDelayId: media.kind === "video" ? extension("playout-delay") : 0,
  };
}

function section(
  { mid, payloadType, rtxPayloadType, absSendTimeId, playoutDelayId }: AgreedTrack,
  media: OfferedMedia,
  codec: OfferedCodec,
  { track, cname }: { readonly track: FeedTrack; readonly cname: string },
): AcceptedMedia {
  const attributes = [...codecLines(codec)];
  if (rtxPayloadType !== null)
    attributes.push(
      `rtpmap:${rtxPayloadType} rtx/${codec.clockRate}`,
      `fmtp:${rtxPayloadType} apt=${payloadType}`,
    );
  if (absSendTimeId) attributes.push(`extmap:${absSendTimeId} ${EXTENSIONS}/abs-send-time`);
  if (playoutDelayId) attributes.push(`extmap:${playoutDelayId} ${EXTENSIONS}/playout-delay`);
  attributes.push(`msid:${cname} ${track.kind}`);
  const ssrcs = rtxPayloadType === null ? [track.ssrc] : [track.ssrc, track.rtxSsrc];
  if (ssrcs.length > 1) attributes.push(`ssrc-group:FID ${ssrcs.join(" ")}`);
  for (const ssrc of ssrcs)
    attributes.push(`ssrc:${ssrc} cname:${cname}`, `ssrc:${ssrc} msid:${cname} ${track.kind}`);
  const payloadTypes = rtxPayloadType === null ? [payloadType] : [payloadType, rtxPayloadType];
  return { mid: media.mid ?? mid, direction: "sendonly", payloadTypes, attributes };
}

function codecLines({
  payloadType,
  name,
  clockRate,
  channels,
  parameters,
  feedback,
}: OfferedCodec): string[] {
  const lines =
    name === "OPUS"
      ? [
          `rtpmap:${payloadType} opus/${clockRate}/${channels}`,
          `fmtp:${payloadType} minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1`,
        ]
      : [
          `rtpmap:${payloadType} H264/${clockRate}`,
          `fmtp:${payloadType} level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=${
            parameters.get("profile-level-id")?.slice(0, 6) ?? "42001f"
          }`,
        ];
  for (const kind of FEEDBACK) if (feedback.includes(kind)) lines.push(`rtcp-fb:${payloadType} ${kind}`);
  return lines;
}

function inOrder(offer: Offer, accepted: readonly AcceptedMedia[]): AcceptedMedia[] {
  return offer.media.flatMap(({ mid }) => accepted.find((media) => media.mid === mid) ?? []);
}
