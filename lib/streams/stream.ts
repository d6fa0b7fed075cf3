import type { ContentLabel, Visibility } from "../db/schema";
import type { RecordingView } from "../recordings/recording";
import type { Receipt } from "../routing/decision";
import type { StreamExperience } from "../session-records/stream-experience";
import type { Announcement } from "../wire/control";
import type { IngestMetrics, RenditionState } from "../wire/media-events";
import type { IngestTarget, PlaybackSource } from "../wire/playback";
import type {
  BroadcastState,
  EndReason,
  HealthGrade,
  HealthIssue,
  IngestState,
  StreamNotice,
} from "../wire/stream-state";

/** A stream as its creator and admins see it. Plain data; times are epoch ms. Holds no publish secret. */
export interface StreamView {
  readonly id: string;
  readonly title: string;
  readonly contentLabel: ContentLabel;
  readonly visibility: Visibility;
  readonly channel: { readonly id: string; readonly handle: string; readonly creatorName: string };
  readonly provider: { readonly id: string; readonly label: string };
  readonly isRecorded: boolean;
  /** Newest first, without what is gone. */
  readonly recordings: readonly RecordingView[];
  readonly decision: Receipt;
  /** Names of the providers that the receipt speaks of. */
  readonly providerLabels: Readonly<Record<string, string>>;
  readonly broadcast: BroadcastState;
  readonly ingest: IngestState;
  readonly health: HealthGrade;
  readonly issues: readonly HealthIssue[];
  readonly metrics: IngestMetrics | null;
  /** Only its creator sees it until they make it public. */
  readonly isPreview: boolean;
  /** How the encoder sends, or sent last, e.g. `rtmp`; null before the first. */
  readonly protocol: string | null;
  /** What could not be done for it. */
  readonly notices: readonly StreamNotice[];
  /** The qualities that viewers can choose now; empty where unknown. */
  readonly renditions: readonly RenditionState[];
  /** Since when its provider does not answer, so that all of this is as of then; null while it answers. */
  readonly staleSince: number | null;
  /** Ordered, best first; empty while nothing is playable. */
  readonly playback: readonly PlaybackSource[];
  /** Null is unknown. */
  readonly viewers: number | null;
  readonly peakViewers: number;
  /** What viewers' players report; null while none has. */
  readonly experience: StreamExperience | null;
  readonly reconnectUntil: number | null;
  /** From when on a budget's hard cap ends it while it is on air; null: none does. */
  readonly endsAt: number | null;
  /** When a second encoder was last refused. */
  readonly refusedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBecause: EndReason | null;
  readonly createdAt: number;
}

/** What a watch page needs; everything in it may be seen by anybody who has the link. */
export interface WatchView {
  readonly channel: {
    readonly id: string;
    readonly handle: string;
    readonly creatorName: string;
    /** The creator's own words; empty where they wrote none, and on pages of single streams. */
    readonly bio: string;
  };
  /** What is on air or was announced last on this page's topic; null when the channel has never been live. */
  readonly current: Announcement | null;
  readonly contentLabel: ContentLabel | null;
  readonly viewers: number | null;
  /** Topic to wait on: the channel's id on `/@handle`, the stream's id on `/watch/[id]`. */
  readonly topic: string;
  /** `ws(s)://…/watch` of the media server, without its query; null when presence is not available. */
  readonly presenceUrl: string | null;
  /** A picture for link previews; null when there is none for whoever has the link. */
  readonly previewImage: string | null;
  /** Epoch ms of the channel's last broadcast, for the offline card. */
  readonly lastLiveAt: number | null;
}

/** The owner's way in. Publish secrets: only ever in an answer to the owner. */
export type IngestView = readonly IngestTarget[];

export type { PlaybackSource };
