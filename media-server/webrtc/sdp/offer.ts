/** What a client's session description (RFC 8866, RFC 9429) says about media, as far as this server needs it. */
export interface Offer {
  readonly media: readonly OfferedMedia[];
  /** The mids of the first BUNDLE group (RFC 9143). */
  readonly bundle: readonly string[];
  readonly iceUfrag: string;
  readonly icePwd: string;
  /** e.g. `sha-256 AB:CD:…`. */
  readonly fingerprint: string;
  readonly setup: "actpass" | "active" | "passive";
}

export interface OfferedMedia {
  readonly kind: "audio" | "video" | "other";
  /** The m-line without `m=`. */
  readonly line: string;
  readonly mid: string;
  readonly isRejected: boolean;
  readonly direction: "sendrecv" | "sendonly" | "recvonly" | "inactive";
  /** In the client's order of preference. */
  readonly codecs: readonly OfferedCodec[];
  readonly extensions: readonly { readonly id: number; readonly uri: string }[];
  /** In order of mention. */
  readonly ssrcs: readonly number[];
  /** RTX streams (RFC 4588) by what they repair: the pairs of `ssrc-group:FID`. */
  readonly repairs: readonly { readonly ssrc: number; readonly repairedBy: number }[];
  readonly isRtcpReduced: boolean;
}

export interface OfferedCodec {
  readonly payloadType: number;
  /** In capitals, e.g. `H264`, `OPUS`, `RTX`. */
  readonly name: string;
  readonly clockRate: number;
  readonly channels: number;
  /** `fmtp` by name in small letters. */
  readonly parameters: ReadonlyMap<string, string>;
  /** e.g. `nack`, `nack pli`, `transport-cc`. */
  readonly feedback: readonly string[];
}

/** The session description can't be used. `reason` is a word for clients, the message a sentence for people. */
export class SdpError extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}
