import { z } from "zod";
import { ID_PATTERN, STREAM_KEY_PATTERN } from "./limits";

/**
 * The room of a stream that goes from a creator's browser to each viewer's. Both speak JSON over WebSockets with the media
 * server, which hands on offers, answers and candidates between the host and one viewer, never between viewers.
 *
 *   host    `/room`                          first message: `host`
 *   viewer  `/live/{streamId}/~{token}/room` first message: `join`; the playback token is the leave to join
 *
 * A link is one peer connection between the host and a viewer. The viewer makes its `peer` id and keeps it over
 * reconnects; the host gives each new link of a peer a higher `generation` and is always the one who offers, so that no
 * two offers meet. Media goes on while the room can't be reached: whoever comes back names the links that stand.
 */
export const ROOM_PATH = "/room";

export const MAX_ROOM_MESSAGE_BYTES = 48 * 1024;
/** More peers than any browser can serve; the room's ceiling is below it. */
export const MAX_ROOM_VIEWERS = 50;

/** More than a host's browser ever sends to one viewer: pictures, sound, repairs, and what carries them. */
export const MOST_LINK_KBPS = 5_000;

/** Why the server closes a socket, besides the standard codes. The close reason is a word for programs. */
export const ROOM_CLOSE = {
  /** Something that isn't this protocol. */
  junk: 4400,
  /** The key or the token won't do; the reason says why. */
  refused: 4403,
  /** Somebody else is at it: a second host, or the same peer from a newer page. */
  taken: 4409,
  /** The stream is over. */
  ended: 4410,
  /** Too many messages, or too many peers in line. */
  tooMany: 4429,
  /** Nobody can say for the moment: try again. */
  unavailable: 4503,
} as const;

const PeerId = z.string().regex(ID_PATTERN);
/** More links than any peer comes to: what a viewer may claim of its own stays below what the host may count up to. */
export const MAX_LINKS_OF_PEER = 500_000;
/**
 * What this page has sent to viewers through relays since it was opened, once for each link: totals, so that figures that get
 * lost lose nothing. A petabyte is more than anybody sends.
 */
const RelayedBytes = z.number().int().min(0).max(1e15).default(0);
/** 0: none stands. */
const Generation = z.number().int().min(0).max(1_000_000);
const OwnGeneration = z.number().int().min(0).max(MAX_LINKS_OF_PEER);
const Sdp = z
  .string()
  .max(32 * 1024)
  .startsWith("v=0");

const Candidate = z.object({
  type: z.literal("candidate"),
  candidate: z.object({
    candidate: z.string().max(512),
    sdpMid: z.string().max(32).nullish(),
    sdpMLineIndex: z.number().int().min(0).max(31).nullish(),
  }),
});
const Offer = z.object({ type: z.literal("offer"), sdp: Sdp });
const Answer = z.object({ type: z.literal("answer"), sdp: Sdp });

/** As the peers' own library makes them. Only the host offers, only viewers answer. */
export const HostSignal = z.discriminatedUnion("type", [Offer, Candidate]);
export type HostSignal = z.infer<typeof HostSignal>;
export const ViewerSignal = z.discriminatedUnion("type", [Answer, Candidate]);
export type ViewerSignal = z.infer<typeof ViewerSignal>;

/**
 * What a host's browser records of itself, fragmented MP4 cut anywhere, goes piece by piece to
 * `POST /room/{streamId}/recording?session=…&piece=…` with the key as bearer token: 204 when taken, also for the second
 * time; 409 `begin-anew` when pieces before it are unknown. `session` is one run of the recorder, pieces count from 0.
 */
export const TapeQuery = z.object({ session: PeerId, piece: z.coerce.number().int().min(0).max(10_000_000) });
export const MAX_PIECE_BYTES = 256 * 1024;

/** What keeps a room from holding more viewers. `set`: nothing does, it is the most that was set. */
export const CeilingReason = z.enum(["set", "uplink", "encoder", "loss"]);
export type CeilingReason = z.infer<typeof CeilingReason>;

/** What the host sends, as it measures it. Null is unknown. */
export const RoomMedia = z.object({
  videoCodec: z.string().max(16).nullable(),
  width: z.number().int().min(0).max(16_384).nullable(),
  height: z.number().int().min(0).max(16_384).nullable(),
  framesPerSecond: z.number().min(0).max(240).nullable(),
  /** To one viewer, on average. */
  videoKbps: z.number().min(0).max(100_000).nullable(),
  audioKbps: z.number().min(0).max(2_000).nullable(),
});
export type RoomMedia = z.infer<typeof RoomMedia>;

const LinkName = z.object({ peer: PeerId, generation: Generation });

export const HostMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("host"),
    streamKey: z.string().regex(STREAM_KEY_PATTERN),
    /** Made by the page: its own reconnect takes its place back, another page doesn't. */
    session: PeerId,
    /** Links that stand. */
    links: z.array(LinkName).max(MAX_ROOM_VIEWERS),
    relayedBytes: RelayedBytes,
  }),
  /** Every second or so; the first one says that viewers can be served. */
  z.object({
    type: z.literal("figures"),
    ceiling: z.number().int().min(0).max(MAX_ROOM_VIEWERS),
    because: CeilingReason,
    media: RoomMedia,
    /** Whose links carry media now. */
    connected: z.array(PeerId).max(MAX_ROOM_VIEWERS),
    relayedBytes: RelayedBytes,
  }),
  z.object({ type: z.literal("signal"), peer: PeerId, generation: Generation, signal: HostSignal }),
  /** This viewer can't be served: its place is free again. */
  z.object({ type: z.literal("drop"), peer: PeerId }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

export const ViewerMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("join"),
    peer: PeerId,
    /** Of the link that stands. */
    generation: OwnGeneration,
    /** The viewer's address must reach nobody: only relayed candidates will come. */
    relayOnly: z.boolean(),
  }),
  z.object({ type: z.literal("signal"), generation: OwnGeneration, signal: ViewerSignal }),
  /** The link of this generation is broken or never came about: another one, please. */
  z.object({ type: z.literal("again"), generation: OwnGeneration }),
  /** A newer playback token. */
  z.object({ type: z.literal("token"), token: z.string().max(512) }),
]);
export type ViewerMessage = z.infer<typeof ViewerMessage>;

export const IceServer = z.object({
  urls: z.string().max(256),
  username: z.string().max(128).optional(),
  credential: z.string().max(128).optional(),
});
export type IceServer = z.infer<typeof IceServer>;

/** Server → host. */
export const ToHost = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hosting"),
    streamId: z.string().regex(ID_PATTERN),
    iceServers: z.array(IceServer).max(8),
    /** No ceiling may be above it. */
    maxViewers: z.number().int().min(1).max(MAX_ROOM_VIEWERS),
    isRecorded: z.boolean(),
  }),
  /** Whether it is to be recorded was changed. */
  z.object({ type: z.literal("record"), isRecorded: z.boolean() }),
  /** This viewer has a place: a link is needed unless the one of this generation stands. */
  z.object({ type: z.literal("joined"), peer: PeerId, generation: Generation, relayOnly: z.boolean() }),
  z.object({ type: z.literal("left"), peer: PeerId }),
  z.object({ type: z.literal("again"), peer: PeerId, generation: Generation }),
  z.object({ type: z.literal("signal"), peer: PeerId, generation: Generation, signal: ViewerSignal }),
  /** How many stand in line. */
  z.object({ type: z.literal("line"), waiting: z.number().int().min(0) }),
]);
export type ToHost = z.infer<typeof ToHost>;

/** Server → viewer. */
export const ToViewer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("admitted"), iceServers: z.array(IceServer).max(8) }),
  /** In line: admitted when a place is free. */
  z.object({ type: z.literal("full") }),
  /** The host is away; a link that stands goes on. */
  z.object({ type: z.literal("waiting") }),
  /** The host isn't one any longer: let its link go and wait for another. */
  z.object({ type: z.literal("cut") }),
  z.object({ type: z.literal("signal"), generation: Generation, signal: HostSignal }),
]);
export type ToViewer = z.infer<typeof ToViewer>;
