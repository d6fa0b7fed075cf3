import type { z } from "zod";
import type { IngestFacts } from "../wire/doctor/ingest-facts";
import type { IngestLimits } from "../wire/doctor/ingest-limits";
import type { ExperienceMeasure } from "../wire/experience";
import type { IngestMetrics, RenditionState, UsageFigures } from "../wire/media-events";
import type { IngestTarget, PlaybackSource } from "../wire/playback";
import type { PlaybackClaims } from "../wire/playback-token";
import type { PublishRequest } from "../wire/publish";
import type { RecordingFacts } from "../wire/recording";
import type { StreamAccess, StreamSettings } from "../wire/stream-settings";
import type {
  BroadcastState,
  EndReason,
  HealthGrade,
  HealthIssue,
  IngestState,
  StreamNotice,
} from "../wire/stream-state";
import type { OptionField, WebhookPlace } from "./given";

/** Stable and stored with each stream. Which ids exist is the registry's business. */
export type ProviderId = string;

/** What a provider can do, as data: readable without credentials and without loading its code. */
export interface Capabilities {
  readonly ingest: readonly IngestTarget["kind"][];
  readonly playback: readonly PlaybackSource["kind"][];
  /** Glass to glass, in ms: what viewers usually see, and the least that is possible. */
  readonly latencyMs: { readonly typical: number; readonly floor: number };
  /** Concurrent viewers per stream; null where the provider states no limit. */
  readonly maxViewers: number | null;
  /** What each viewer takes of the creator's own connection, in kbit/s at the least quality worth watching; null where a server sends to viewers. */
  readonly uplinkPerViewerKbps: number | null;
  readonly maxBitrateKbps: number | null;
  /** What it takes from an encoder and what it advises: each ingest is judged by it. */
  readonly ingestLimits: IngestLimits;
  /** Seconds that viewers may seek back while live; 0 without a DVR window. */
  readonly dvrSeconds: number;
  readonly recording: boolean;
  /** Whether recordings can be kept to some viewers; where not, only what is for everybody is recorded. */
  readonly privateReplays: boolean;
  readonly privatePlayback: boolean;
  /** Whether who may watch is settled before a broadcast begins: it can't be closed or opened while one is on air. */
  readonly accessFixedOnAir: boolean;
  /** Whether each viewer needs a pass of their own, also to what is for everybody. */
  readonly alwaysNeedsPass: boolean;
  /** Whether viewers and creator learn each other's network address, so that viewers are asked first. */
  readonly exposesAddresses: boolean;
  /** Whether `stopStream` keeps the encoder out, or it may simply connect again. */
  readonly stopIsFinal: boolean;
  /** Whether `rotateKey` is present. */
  readonly keyRotation: boolean;
  /** How often it reports on a stream that is on air, in ms; long silence then means a lost encoder. Null: only when something changes. */
  readonly reportsEveryMs: number | null;
  /** Whether a part of what viewers get may go through a relay that bills by traffic. */
  readonly usesRelay: boolean;
  /** The service's own name of the kind of channel that is made here, where its price depends on it. */
  readonly billedAs: string | null;
  readonly billing: "per-viewer-minute" | "per-gigabyte" | "flat" | "none";
}

/** Injected, so that tests need no module mocks. */
export interface ProviderDeps {
  readonly fetch: typeof fetch;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: (level: "info" | "warn" | "error", message: string, fields?: Record<string, unknown>) => void;
}

/** Our name for something at a provider. A vendor's id never travels as a bare string. */
export interface ChannelRef {
  readonly provider: ProviderId;
  /** The provider's own id, opaque to everybody else. */
  readonly id: string;
}

export interface ChannelInput {
  /** Our stream's id; providers that take a client token use it, so that a repeated call creates nothing twice. */
  readonly streamId: string;
  readonly title: string;
  readonly visibility: "public" | "unlisted" | "private";
  /** Whether it is to be kept; left out: as the provider does by itself. */
  readonly isRecorded?: boolean;
}

/**
 * One viewer's leave to watch one stream that is not for everybody. Providers with `privatePlayback` bind it into the
 * addresses they give out; it ends by itself, and `applySettings` takes it back.
 */
export type PlaybackPass = Omit<PlaybackClaims, "streamId">;

/** A recording at a provider; the id is the provider's own. */
export type RecordingRef = ChannelRef;

/** A wish that was not granted in full. Degradation is not an error. */
export interface ProviderWarning {
  readonly feature: string;
  readonly reason: string;
}

export interface Provisioned {
  readonly ref: ChannelRef;
  /** Holds publish secrets: encrypt at rest, show to the owner only. */
  readonly ingest: readonly IngestTarget[];
  readonly warnings: readonly ProviderWarning[];
}

export interface LiveStatus {
  readonly ingest: IngestState;
  /** The provider's own verdict, where it has one; `facts` are judged besides. */
  readonly health: HealthGrade;
  readonly issues: readonly HealthIssue[];
  /** What is known of the incoming stream, for our verdict; null where nothing is. */
  readonly facts: IngestFacts | null;
  /** How the encoder sends, and from where; null where nobody publishes or the provider does not tell. */
  readonly protocol: string | null;
  readonly publisherAddress: string | null;
  /** Null where the provider does not tell. */
  readonly metrics: IngestMetrics | null;
  /** Null is unknown, never 0. */
  readonly viewers: number | null;
  /** What the provider could not do for it. */
  readonly notices: readonly StreamNotice[];
  /** The qualities that viewers can choose now; empty where the provider does not tell. */
  readonly renditions: readonly RenditionState[];
}

export interface Usage {
  /** How the figures are known. */
  readonly basis: "measured" | "estimated" | "reported";
  /** A figure that the provider can't know is null, also before anything happened. */
  readonly totals: UsageFigures;
}

/** Something that happened at the provider, in our words. `order` sorts events of one source; older ones are without effect. */
export interface ProviderEvent {
  /** Idempotency key; null for a report of the whole state, which its order alone makes harmless to repeat. */
  readonly id: string | null;
  readonly order: { readonly epoch: number; readonly sequence: number };
  /** Epoch ms. */
  readonly at: number;
  readonly change:
    | {
        readonly type: "stream-changed";
        readonly streamId: string;
        readonly broadcast: BroadcastState;
        readonly status: LiveStatus;
        /** Epoch ms until which a lost encoder may return; null unless reconnecting. */
        readonly reconnectUntil: number | null;
        readonly liveSince: number | null;
        /** Why the encoder was lost, e.g. `timed-out`; null when it was not, or nobody knows. */
        readonly cause: string | null;
      }
    | {
        readonly type: "stream-ended";
        readonly streamId: string;
        readonly reason: EndReason;
        readonly usage: Usage | null;
      }
    | { readonly type: "recording-changed"; readonly streamId: string; readonly recording: RecordingFacts }
    /** What viewers' players reported of streams, whoever carries them. */
    | { readonly type: "experience-measured"; readonly measures: readonly ExperienceMeasure[] }
    | { readonly type: "publish-refused"; readonly streamId: string; readonly address: string }
    /** The source knows only the streams listed: every other stream of this provider has lost its encoder. */
    | { readonly type: "source-holds"; readonly streamIds: readonly string[]; readonly restarted: boolean };
}

/** A webhook as it came in. The body is raw: signatures cover bytes. */
export interface WebhookRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly header: (name: string) => string | null;
}

/** What one look at the provider found about one channel. */
export interface Observation {
  readonly ref: ChannelRef;
  /** Null where the provider knows no such channel any more. */
  readonly status: LiveStatus | null;
  /** The provider's own name of the broadcast that is on air, to tell one from the next; null where nothing is, or it has none. */
  readonly broadcastId: string | null;
  /** Epoch ms since when it is on air; null where nothing is, or the provider does not tell. */
  readonly liveSince: number | null;
}

/** One thing that a provider needs, asked with the credentials as they are. */
export interface ConnectionCheck {
  readonly check: string;
  readonly ok: boolean;
  /** What to do about it; null where all is well. Never holds a secret. */
  readonly problem: string | null;
  /** How much of what the account has is used, where the vendor tells. */
  readonly quota?: { readonly used: number; readonly limit: number; readonly unit: "minute" } | null;
}

/** A live connection to one vendor. Every method throws only `ProviderError` and has a deadline. */
export interface StreamProvider {
  /** Idempotent per `streamId`. Leaves nothing behind when it fails. */
  createChannel(input: ChannelInput): Promise<Provisioned>;
  /** Absent already is success. */
  deleteChannel(ref: ChannelRef): Promise<void>;
  /** An idle channel is a status (`inactive`), not an error; an unknown one is `not-found` where the vendor can tell. */
  getStatus(ref: ChannelRef): Promise<LiveStatus>;
  /** Ordered, best first. Never holds anything that lets a viewer publish. Without a pass for everybody. */
  issuePlayback(ref: ChannelRef, pass?: PlaybackPass): Promise<readonly PlaybackSource[]>;
  /** Totals since the provider began to count this channel; those it knows are zero when nothing has happened. */
  getUsage(ref: ChannelRef): Promise<Usage>;
  /** Absent where the vendor cannot stop a broadcast. Stopping an idle one is success. */
  stopStream?(ref: ChannelRef, reason: EndReason): Promise<void>;
  /** Brings a stream on air to these settings; one that is not on air hears them when it is. Absent where they are fixed. */
  applySettings?(ref: ChannelRef, settings: StreamSettings): Promise<void>;
  /** The latest still picture of a live stream; without a pass for everybody. Null where the stream has none. */
  issuePoster?(ref: ChannelRef, pass?: PlaybackPass): Promise<string | null>;
  /** What the provider holds of a channel's broadcasts; empty when nothing. Present like the two below where it records. */
  listRecordings?(ref: ChannelRef): Promise<readonly RecordingFacts[]>;
  /** Absent already is success. */
  deleteRecording?(ref: RecordingRef): Promise<void>;
  /**
   * Who may watch a recording from now on; an unknown one is success. Absent where recordings are for everybody who has
   * their address: `issueReplay` with a pass then throws `unsupported`, so that none is given out.
   */
  setRecordingAccess?(ref: RecordingRef, access: StreamAccess): Promise<void>;
  /** Ways to watch a finished recording, ordered, best first. Makes no call: whether it is there is known by events. */
  issueReplay?(ref: RecordingRef, recording: ReplayWish, pass?: PlaybackPass): Promise<Replay>;
  /**
   * Puts a text into the picture's own time, for whoever watches with a player that reads it: at most 1 KB of UTF-8. A
   * channel that is not on air is `not-found`. Absent where nothing carries it.
   */
  sendMetadata?(ref: ChannelRef, text: string): Promise<void>;
  /** Where the whole recording comes as one MP4 file called `name`. The pass allows downloads. Absent where there is no such file. */
  issueDownload?(ref: RecordingRef, name: string, pass: PlaybackPass): Promise<string>;
  /**
   * The way in as the provider has it now, which somebody may have changed there; null where nobody may publish at the
   * moment. Changes nothing. Absent where nobody else can change it.
   */
  readIngest?(ref: ChannelRef): Promise<readonly IngestTarget[] | null>;
  /** Makes the old key useless at once, cuts off whoever publishes with it, and returns the new targets. */
  rotateKey?(ref: ChannelRef): Promise<readonly IngestTarget[]>;
  /** Verifies before it parses; a forged or replayed request throws `unauthenticated`. */
  parseEvents?(request: WebhookRequest): Promise<readonly ProviderEvent[]>;
  /**
   * One look at all of these channels, as cheap as the vendor allows: for providers that have no events, or may lose
   * them. Channels that could not be asked this time are missing in the answer; when nobody answered at all, it throws. Absent where
   * events are reliable.
   */
  observe?(refs: readonly ChannelRef[]): Promise<readonly Observation[]>;
  /** Every channel at the provider that bears our mark, for the orphan sweep. Absent where channels need nothing made beforehand. */
  listChannels?(): Promise<
    readonly {
      readonly ref: ChannelRef;
      readonly streamId: string | null;
      readonly createdAt: number | null;
    }[]
  >;
  /** Asks with the credentials for each thing that is needed, changes nothing; names what is missing. */
  testConnection?(): Promise<readonly ConnectionCheck[]>;
  /** For providers that ask us whether a key may publish. Verifies like `parseEvents`. */
  parsePublishRequest?(request: WebhookRequest): Promise<PublishRequest>;
}

export interface ReplayWish {
  readonly durationMs: number;
  readonly hasStoryboard: boolean;
}

export interface Replay {
  readonly playback: readonly PlaybackSource[];
  readonly posterUrl: string | null;
}

/** A vendor as data, and the way to connect to it. */
export interface ProviderDefinition<Options = unknown> {
  readonly id: ProviderId;
  /** The only name that pages may show. */
  readonly label: string;
  /** The vendor's own environment variables. */
  readonly options: z.ZodType<Options>;
  /** The same as pages ask for them, in the order in which they do. */
  readonly fields: readonly OptionField[];
  /** Where to paste our address for events; absent where nobody has to. */
  readonly webhooks?: readonly WebhookPlace[];
  /** What it can do when nothing else is set up. */
  readonly capabilities: Capabilities;
  /** What it can do as it is set up; absent where that makes no difference. */
  capabilitiesOf?(options: Options): Capabilities;
  /** What it can do when set up otherwise, for documents; `name` says how. */
  readonly variants?: readonly { readonly name: string; readonly capabilities: Capabilities }[];
  /**
   * Where browsers get its video, pictures and connections from, as sources of a content security policy. Absent where
   * all of it comes from our own servers.
   */
  mediaSources?(options: Options): readonly string[];
  /** Loads the heavy part lazily. Never cached when it fails. */
  create(options: Options, deps: ProviderDeps): Promise<StreamProvider>;
}
