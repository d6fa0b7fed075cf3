import type { Offer, OfferedMedia } from "./offer";

/** A media section that this server takes part in. Those not named are refused in the answer. */
export interface AcceptedMedia {
  readonly mid: string;
  /** Seen from this server. */
  readonly direction: "sendonly" | "recvonly";
  /** In order of preference. */
  readonly payloadTypes: readonly number[];
  /** SDP attributes without `a=`: rtpmap, fmtp, rtcp-fb, extmap, ssrc, msid. */
  readonly attributes: readonly string[];
}

/** This server's end of the transport. */
export interface LocalTransport {
  readonly iceUfrag: string;
  readonly icePwd: string;
  readonly fingerprint: string;
  readonly setup: "active" | "passive";
  /** Values of `a=candidate`, without the attribute's name. */
  readonly candidates: readonly string[];
}

const HEAD = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"];

/** The answer as the client gets it (RFC 9429 §5.3): one section for each offered one, in their order. */
export function renderAnswer(
  offer: Offer,
  accepted: readonly AcceptedMedia[],
  transport: LocalTransport,
): string {
  const mids = accepted.map(({ mid }) => mid);
  const bundled = offer.bundle.filter((mid) => mids.includes(mid));
  const lines = [...HEAD];
  if (bundled.length > 0) lines.push(`a=group:BUNDLE ${bundled.join(" ")}`);
  lines.push("a=msid-semantic:WMS *", "a=ice-options:trickle");
  for (const media of offer.media) {
    const taken = accepted.find(({ mid }) => mid === media.mid);
    lines.push(...(taken ? acceptedSection(media, taken, transport) : refusedSection(media)));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function acceptedSection(media: OfferedMedia, taken: AcceptedMedia, transport: LocalTransport): string[] {
  return [
    `m=${media.kind} 9 UDP/TLS/RTP/SAVPF ${taken.payloadTypes.join(" ")}`,
    "c=IN IP4 0.0.0.0",
    `a=mid:${media.mid}`,
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePwd}`,
    `a=fingerprint:${transport.fingerprint}`,
    `a=setup:${transport.setup}`,
    ...transport.candidates.map((candidate) => `a=candidate:${candidate}`),
    "a=end-of-candidates",
    `a=${taken.direction}`,
    "a=rtcp-mux",
    ...(media.isRtcpReduced ? ["a=rtcp-rsize"] : []),
    ...taken.attributes.map((attribute) => `a=${attribute}`),
  ];
}

function refusedSection(media: OfferedMedia): string[] {
  const [kind, , protocol, ...formats] = media.line.split(" ");
  return [
    `m=${kind} 0 ${protocol} ${formats.join(" ")}`,
    "c=IN IP4 0.0.0.0",
    `a=mid:${media.mid}`,
    "a=inactive",
  ];
}

/**
 * The offer as the native library gets it: written anew from what was understood, with the accepted sections only and
 * without candidates, so that nothing a stranger wrote reaches its parser and it calls nobody who has not called first.
 */
export function renderPlainOffer(offer: Offer, accepted: readonly AcceptedMedia[]): string {
  const lines = [...HEAD, `a=group:BUNDLE ${accepted.map(({ mid }) => mid).join(" ")}`];
  for (const { mid, direction, payloadTypes } of accepted) {
    const media = offer.media.find((one) => one.mid === mid);
    if (!media) continue;
    const codecs = media.codecs.filter(({ payloadType }) => payloadTypes.includes(payloadType));
    lines.push(
      `m=${media.kind} 9 UDP/TLS/RTP/SAVPF ${payloadTypes.join(" ")}`,
      "c=IN IP4 0.0.0.0",
      `a=mid:${mid}`,
      `a=ice-ufrag:${offer.iceUfrag}`,
      `a=ice-pwd:${offer.icePwd}`,
      `a=fingerprint:${offer.fingerprint}`,
      `a=setup:${offer.setup}`,
      direction === "recvonly" ? "a=sendonly" : "a=recvonly",
      "a=rtcp-mux",
      ...codecs.map((codec) => `a=rtpmap:${codec.payloadType} ${codec.name}/${codec.clockRate}`),
      ...media.ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:client`),
    );
  }
  return `${lines.join("\r\n")}\r\n`;
}
