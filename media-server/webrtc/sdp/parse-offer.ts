import { type Offer, type OfferedCodec, type OfferedMedia, SdpError } from "./offer";

const MAX_LINES = 4_000;
const MAX_MEDIA = 16;
const MAX_CODECS = 128;
const MAX_SSRCS = 32;
const MID = /^[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,16}$/;
/** RFC 8839 §5.4, capped well above what clients use. */
const UFRAG = /^[A-Za-z0-9+/]{4,64}$/;
const PWD = /^[A-Za-z0-9+/]{22,128}$/;
const FINGERPRINT = /^sha-(?:1|224|256|384|512) (?:[0-9A-F]{2}:){19,63}[0-9A-F]{2}$/i;
const DIRECTIONS = ["sendrecv", "sendonly", "recvonly", "inactive"] as const;

interface Section {
  readonly line: string;
  readonly attributes: readonly string[];
}

/** Reads an SDP offer. Throws `SdpError` for anything that can't be one of a WebRTC client. */
export function parseOffer(text: string): Offer {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== "");
  if (lines[0] !== "v=0") throw new SdpError("malformed-sdp", "The body is not a session description.");
  if (lines.length > MAX_LINES) throw new SdpError("malformed-sdp", "The session description is too long.");
  const sections: { line: string; attributes: string[] }[] = [{ line: "", attributes: [] }];
  for (const line of lines) {
    if (!/^[a-z]=/.test(line)) throw new SdpError("malformed-sdp", "A line has no type.");
    if (line.startsWith("m=")) sections.push({ line: line.slice(2), attributes: [] });
    else if (line.startsWith("a=")) sections.at(-1)?.attributes.push(line.slice(2));
  }
  const [session, ...media] = sections;
  if (!session || media.length === 0) throw new SdpError("no-media", "The offer has no media.");
  if (media.length > MAX_MEDIA)
    throw new SdpError("too-many-media", "The offer has too many media sections.");
  return assemble(session, media);
}

function assemble(session: Section, sections: readonly Section[]): Offer {
  const media = sections.map(parseMedia);
  if (new Set(media.map(({ mid }) => mid)).size < media.length)
    throw new SdpError("malformed-sdp", "Two media sections have one mid.");
  // With BUNDLE the first section that isn't rejected has the transport (RFC 9143 §7.2).
  const holder = sections[media.findIndex(({ isRejected }) => !isRejected)];
  const transport = (name: string) => attributeOf(holder, name) ?? attributeOf(session, name) ?? "";
  const iceUfrag = transport("ice-ufrag");
  const icePwd = transport("ice-pwd");
  if (!UFRAG.test(iceUfrag) || !PWD.test(icePwd))
    throw new SdpError("no-ice", "The offer has no ICE credentials.");
  const fingerprint = transport("fingerprint");
  if (!FINGERPRINT.test(fingerprint))
    throw new SdpError("no-fingerprint", "The offer has no DTLS fingerprint.");
  const setup = transport("setup") || "actpass";
  if (setup !== "actpass" && setup !== "active" && setup !== "passive")
    throw new SdpError("malformed-sdp", "The offer's DTLS role makes no sense.");
  const group = session.attributes.find((attribute) => attribute.startsWith("group:BUNDLE "));
  return { media, bundle: group?.split(" ").slice(1) ?? [], iceUfrag, icePwd, fingerprint, setup };
}

function parseMedia(section: Section): OfferedMedia {
  const [kind = "", port = "", protocol = "", ...formats] = section.line.split(" ");
  if (!/^[a-z]+$/.test(kind) || !/^\d{1,5}$/.test(port) || formats.length === 0)
    throw new SdpError("malformed-sdp", "A media section can't be read.");
  const { attributes } = section;
  const mid = attributeOf(section, "mid") ?? "";
  if (!MID.test(mid)) throw new SdpError("malformed-sdp", "A media section has no mid.");
  const isRtp = (kind === "audio" || kind === "video") && /RTP\/SAVPF$/.test(protocol);
  if (isRtp && !attributes.includes("rtcp-mux"))
    throw new SdpError("no-rtcp-mux", "RTP and RTCP must share one port (rtcp-mux).");
  return {
    kind: isRtp ? kind : "other",
    line: section.line,
    mid,
    isRejected: port === "0" && !attributes.includes("bundle-only"),
    direction: DIRECTIONS.find((direction) => attributes.includes(direction)) ?? "sendrecv",
    codecs: isRtp ? parseCodecs(formats, attributes) : [],
    extensions: attributes.flatMap(parseExtension),
    ssrcs: parseSsrcs(attributes),
    repairs: attributes.flatMap(parseRepair),
    isRtcpReduced: attributes.includes("rtcp-rsize"),
  };
}

function parseCodecs(formats: readonly string[], attributes: readonly string[]): OfferedCodec[] {
  const codecs = formats.slice(0, MAX_CODECS).flatMap((format): OfferedCodec[] => {
    const payloadType = /^\d{1,3}$/.test(format) ? Number(format) : 128;
    const own = (name: string) =>
      attributes
        .filter((attribute) => attribute.startsWith(`${name}:${format} `))
        .map((attribute) => attribute.slice(name.length + format.length + 2).trim());
    const [name = "", rate = "", channels = "1"] = own("rtpmap")[0]?.split("/") ?? [];
    if (payloadType > 127 || !/^[\w-]{1,32}$/.test(name) || !/^\d{1,6}$/.test(rate)) return [];
    return [
      {
        payloadType,
        name: name.toUpperCase(),
        clockRate: Number(rate),
        channels: Number(channels) || 1,
        parameters: parseParameters(own("fmtp")[0] ?? ""),
        feedback: [...own("rtcp-fb"), ...wildcardFeedback(attributes)],
      },
    ];
  });
  return codecs;
}

function wildcardFeedback(attributes: readonly string[]): string[] {
  return attributes.filter((one) => one.startsWith("rtcp-fb:* ")).map((one) => one.slice(10).trim());
}

function parseParameters(text: string): Map<string, string> {
  const pairs = text.split(";").map((pair) => pair.trim().split("=", 2));
  return new Map(pairs.map(([name = "", value = ""]) => [name.toLowerCase(), value]));
}

function parseExtension(attribute: string): { id: number; uri: string }[] {
  const match = /^extmap:(\d{1,3})(?:\/[a-z]+)? (\S{1,200})/.exec(attribute);
  return match?.[2] ? [{ id: Number(match[1]), uri: match[2] }] : [];
}

function parseSsrcs(attributes: readonly string[]): number[] {
  const all = attributes.flatMap((attribute) => /^ssrc:(\d{1,10})(?: |$)/.exec(attribute)?.[1] ?? []);
  return [...new Set(all.map(Number))].filter(isSsrc).slice(0, MAX_SSRCS);
}

function parseRepair(attribute: string): { ssrc: number; repairedBy: number }[] {
  const match = /^ssrc-group:FID (\d{1,10}) (\d{1,10})$/.exec(attribute);
  const ssrc = Number(match?.[1]);
  const repairedBy = Number(match?.[2]);
  return isSsrc(ssrc) && isSsrc(repairedBy) ? [{ ssrc, repairedBy }] : [];
}

function isSsrc(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= 0xffffffff;
}

function attributeOf(section: Section | undefined, name: string): string | undefined {
  return section?.attributes
    .find((attribute) => attribute.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();
}
