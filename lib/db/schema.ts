import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { GuardState } from "../costs/guards/evaluate-budget";
import type { PriceBook } from "../costs/price-book/price-book";
import type { PolicyState } from "../policies/policy-version";
import type { Receipt } from "../routing/decision";
import type { RoutingPolicy } from "../routing/policy";
import type { StoredExperience } from "../session-records/stream-experience";
import type { UsageBasis, UsageKind, UsageMark } from "../usage/usage-kinds";
import type { IngestMetrics, RenditionState, UsageFigures } from "../wire/media-events";
import type { RecordingFault } from "../wire/recording";
import type {
  BroadcastState,
  EndReason,
  HealthGrade,
  HealthIssue,
  IngestState,
  StreamNotice,
} from "../wire/stream-state";

const createdAt = timestamp("created_at", { withTimezone: true, mode: "date" }).notNull().defaultNow();
/** What a search looks in: small letters without accents, as `lib/search/fold-text.ts` makes the words that are searched for. */
const folded = (column: string) =>
  sql.raw(
    `lower(translate(regexp_replace(normalize(${column}, NFKD), '[\\u0300-\\u036f]', '', 'g'), '’‘', repeat(chr(39), 2)))`,
  );
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const ROLES = ["viewer", "creator", "admin"] as const;
export type Role = (typeof ROLES)[number];
export const TIERS = ["free", "basic", "premium"] as const;
export type Tier = (typeof TIERS)[number];
export const CONTENT_LABELS = ["music-concert", "casual-chat", "gaming", "tutorial", "other"] as const;
export type ContentLabel = (typeof CONTENT_LABELS)[number];
export const VISIBILITIES = ["public", "unlisted", "private"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    nameFolded: text("name_folded").notNull().generatedAlwaysAs(folded("name")),
    /** argon2id; null for accounts that sign in elsewhere. */
    passwordHash: text("password_hash"),
    role: text("role").$type<Role>().notNull(),
    tier: text("tier").$type<Tier>().notNull().default("free"),
    suspendedAt: moment("suspended_at"),
    /** Raised to end every session of the account at once. */
    sessionVersion: integer("session_version").notNull().default(1),
    createdAt,
  },
  (table) => [uniqueIndex("users_email_unique").on(sql`lower(${table.email})`)],
);

export const oauthAccounts = pgTable(
  "oauth_accounts",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    createdAt,
  },
  (table) => [uniqueIndex("oauth_accounts_subject_unique").on(table.issuer, table.subject)],
);

/** A link that lets one person make an account. The first admin's link is one too. */
export const invitations = pgTable("invitations", {
  id: text("id").primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  role: text("role").$type<Role>().notNull(),
  tier: text("tier").$type<Tier>().notNull().default("free"),
  /** Null for the link that the server prints at its first start. */
  createdBy: text("created_by").references(() => users.id, { onDelete: "set null" }),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
  createdAt,
});

/** Settings that admins change while the server runs. */
export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
});

/** A creator's lasting presence. Its id is also the topic on which its watch page waits. */
export const channels = pgTable(
  "channels",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" })
      .unique(),
    handle: text("handle").notNull(),
    /** The creator's own words about it. */
    bio: text("bio").notNull().default(""),
    /** Sites that may show its streams in a frame; `*` for every site. */
    embedOrigins: jsonb("embed_origins").$type<string[]>().notNull().default([]),
    createdAt,
  },
  (table) => [uniqueIndex("channels_handle_unique").on(sql`lower(${table.handle})`)],
);

/** One broadcast. Its id is opaque, stands in watch links, and says nothing about the key. */
export const streams = pgTable(
  "streams",
  {
    id: text("id").primaryKey(),
    channelId: text("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "cascade" }),
    title: text("title").notNull(),
    titleFolded: text("title_folded").notNull().generatedAlwaysAs(folded("title")),
    contentLabel: text("content_label").$type<ContentLabel>().notNull(),
    visibility: text("visibility").$type<Visibility>().notNull(),
    /** While true only its creator sees it, whatever the encoder does. */
    isPreview: boolean("is_preview").notNull().default(false),
    isRecorded: boolean("is_recorded").notNull().default(false),
    /** Playback tokens of an earlier epoch are void. */
    accessEpoch: integer("access_epoch").notNull().default(1),
    provider: text("provider").notNull(),
    /** The provider's own id of this stream's channel; null until it is provisioned. */
    providerRef: text("provider_ref"),
    /** The receipt: why it goes where it goes. */
    decision: jsonb("decision").$type<Receipt>().notNull(),
    broadcast: text("broadcast").$type<BroadcastState>().notNull(),
    ingest: text("ingest").$type<IngestState>().notNull().default("inactive"),
    health: text("health").$type<HealthGrade>().notNull().default("unknown"),
    healthIssues: jsonb("health_issues").$type<HealthIssue[]>().notNull().default([]),
    /** The last known figures of the encoder; kept when it drops. */
    metrics: jsonb("metrics").$type<IngestMetrics>(),
    /** How the encoder sends, or sent last. */
    protocol: text("protocol"),
    /** What the provider could not do for it. */
    notices: jsonb("notices").$type<StreamNotice[]>().notNull().default([]),
    /** The qualities that viewers can choose now. */
    renditions: jsonb("renditions").$type<RenditionState[]>().notNull().default([]),
    usage: jsonb("usage").$type<UsageFigures>(),
    /** What viewers' players reported. */
    experience: jsonb("experience").$type<StoredExperience>(),
    viewers: integer("viewers"),
    peakViewers: integer("peak_viewers").notNull().default(0),
    reconnectUntil: moment("reconnect_until"),
    /** When its provider last reported on it; silence for long means that the encoder is lost. */
    seenAt: moment("seen_at"),
    /** When a second encoder was last refused. */
    refusedAt: moment("refused_at"),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
    endedBecause: text("ended_because").$type<EndReason>(),
    /** Ended for good here, and its provider has not taken it yet: it is told again. */
    isCutOffPending: boolean("is_cut_off_pending").notNull().default(false),
    /** The newest event applied: older ones are without effect. */
    eventEpoch: bigint("event_epoch", { mode: "number" }).notNull().default(0),
    eventSequence: bigint("event_sequence", { mode: "number" }).notNull().default(0),
    createdAt,
  },
  (table) => [
    index("streams_channel_created").on(table.channelId, table.createdAt),
    // What was made since a day: rehearsals of policies, and a switch of the primary.
    index("streams_created").on(table.createdAt),
    // Lists of what is live and of replays, newest first.
    index("streams_broadcast_started").on(table.broadcast, table.startedAt, table.id),
    index("streams_cut_off_pending").on(table.endedAt).where(sql`${table.isCutOffPending}`),
  ],
);

/** How an encoder reaches a stream. Publish secrets are encrypted and found by a keyed hash. */
export const ingestTargets = pgTable(
  "ingest_targets",
  {
    id: text("id").primaryKey(),
    streamId: text("stream_id")
      .notNull()
      .references(() => streams.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** AES-256-GCM of the whole target as JSON. */
    sealed: text("sealed").notNull(),
    /** HMAC-SHA-256 of the key; null for kinds without one. The kinds of one stream may share a key. */
    keyLookup: text("key_lookup"),
    revokedAt: moment("revoked_at"),
    createdAt,
  },
  (table) => [
    index("ingest_targets_stream").on(table.streamId),
    uniqueIndex("ingest_targets_key").on(table.keyLookup, table.kind),
  ],
);

/** What was kept of a stream. Its own server has one per stream; a vendor may make several. */
export const recordings = pgTable(
  "recordings",
  {
    id: text("id").primaryKey(),
    streamId: text("stream_id")
      .notNull()
      .references(() => streams.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    providerRef: text("provider_ref").notNull(),
    state: text("state").$type<"recording" | "ready" | "failed" | "deleting" | "deleted">().notNull(),
    fault: text("fault").$type<RecordingFault>(),
    startedAt: moment("started_at").notNull(),
    durationMs: bigint("duration_ms", { mode: "number" }).notNull().default(0),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    storage: text("storage"),
    hasStoryboard: boolean("has_storyboard").notNull().default(false),
    /** When retention deletes it; null keeps it. */
    expiresAt: moment("expires_at"),
    deletedAt: moment("deleted_at"),
    /** The newest event applied. */
    eventEpoch: bigint("event_epoch", { mode: "number" }).notNull().default(0),
    eventSequence: bigint("event_sequence", { mode: "number" }).notNull().default(0),
    createdAt,
  },
  (table) => [
    index("recordings_stream").on(table.streamId),
    uniqueIndex("recordings_provider_ref").on(table.provider, table.providerRef),
    index("recordings_expires").on(table.expiresAt),
  ],
);

/** Who may watch a private stream: an account, or whoever has a link. */
export const playbackGrants = pgTable(
  "playback_grants",
  {
    id: text("id").primaryKey(),
    streamId: text("stream_id")
      .notNull()
      .references(() => streams.id, { onDelete: "cascade" }),
    kind: text("kind").$type<"account" | "link">().notNull(),
    userId: text("user_id").references(() => users.id, { onDelete: "cascade" }),
    /** Keyed hash of the link's secret; null for accounts. */
    tokenHash: text("token_hash").unique(),
    /** The creator's own note, e.g. "Press". */
    label: text("label").notNull().default(""),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    lastUsedAt: moment("last_used_at"),
    createdAt,
  },
  (table) => [
    index("playback_grants_stream").on(table.streamId),
    uniqueIndex("playback_grants_account").on(table.streamId, table.userId),
  ],
);

/** One connection of an encoder, for the stream's record. */
export const publishSessions = pgTable(
  "publish_sessions",
  {
    id: text("id").primaryKey(),
    streamId: text("stream_id")
      .notNull()
      .references(() => streams.id, { onDelete: "cascade" }),
    protocol: text("protocol").notNull(),
    address: text("address"),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at"),
    /** e.g. `connection-closed`, `unpublished`, `timed-out`; null while it lasts. */
    endedBecause: text("ended_because"),
    metrics: jsonb("metrics").$type<IngestMetrics>(),
  },
  (table) => [index("publish_sessions_stream").on(table.streamId, table.startedAt)],
);

/** Ten seconds of a stream, for its charts. */
export const streamSamples = pgTable(
  "stream_samples",
  {
    streamId: text("stream_id")
      .notNull()
      .references(() => streams.id, { onDelete: "cascade" }),
    /** Start of the ten seconds. */
    at: moment("at").notNull(),
    videoKbps: integer("video_kbps"),
    audioKbps: integer("audio_kbps"),
    framesPerSecond: real("frames_per_second"),
    droppedFrames: integer("dropped_frames"),
    viewers: integer("viewers"),
    health: text("health").$type<HealthGrade>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.streamId, table.at] }),
    // Rows come in the order of time: a block range index is enough to find the old ones, and costs next to nothing.
    index("stream_samples_at").using("brin", table.at),
  ],
);

/** Ten seconds of what viewers' players reported of a stream, for its charts. */
export const experienceSamples = pgTable(
  "experience_samples",
  {
    streamId: text("stream_id")
      .notNull()
      .references(() => streams.id, { onDelete: "cascade" }),
    /** Start of the ten seconds. */
    at: moment("at").notNull(),
    reporting: integer("reporting").notNull(),
    waiting: integer("waiting").notNull(),
    /** Medians; null where none was known. */
    startupMs: integer("startup_ms"),
    latencyMs: integer("latency_ms"),
    watchedMs: bigint("watched_ms", { mode: "number" }).notNull(),
    stalledMs: bigint("stalled_ms", { mode: "number" }).notNull(),
    faults: integer("faults").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.streamId, table.at] }),
    index("experience_samples_at").using("brin", table.at),
  ],
);

export const apiTokens = pgTable(
  "api_tokens",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** HMAC-SHA-256: tokens are long and random, so a fast keyed hash is enough. */
    tokenHash: text("token_hash").notNull().unique(),
    /** The last four characters, to tell tokens apart. */
    hint: text("hint").notNull(),
    scopes: jsonb("scopes").$type<string[]>().notNull(),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
    createdAt,
  },
  (table) => [index("api_tokens_user").on(table.userId)],
);

/** Ids of events already applied, so that a repeated delivery changes nothing. */
export const providerEvents = pgTable(
  "provider_events",
  {
    id: text("id").primaryKey(),
    provider: text("provider").notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true, mode: "date" }).notNull().defaultNow(),
  },
  (table) => [index("provider_events_received").on(table.receivedAt)],
);

/**
 * What a stream took in one window, as one source knows it. Only ever added to: a correction is a row of its own, with a
 * quantity below zero. It outlives its stream, so it repeats whose it was and refers to nothing.
 */
export const usageEvents = pgTable(
  "usage_events",
  {
    streamId: text("stream_id").notNull(),
    kind: text("kind").$type<UsageKind>().notNull(),
    source: text("source").notNull(),
    windowStart: moment("window_start").notNull(),
    provider: text("provider").notNull(),
    channelId: text("channel_id").notNull(),
    tier: text("tier").$type<Tier>().notNull(),
    contentLabel: text("content_label").$type<ContentLabel>().notNull(),
    basis: text("basis").$type<UsageBasis>().notNull(),
    /** In the unit that the kind names. */
    quantity: bigint("quantity", { mode: "bigint" }).notNull(),
    mark: text("mark").$type<UsageMark>(),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.streamId, table.kind, table.source, table.windowStart] })],
);

/** Sums of `usage_events` by stream and day (UTC), kept in the transactions that add to it. */
export const usageDays = pgTable(
  "usage_days",
  {
    day: date("day", { mode: "string" }).notNull(),
    streamId: text("stream_id").notNull(),
    kind: text("kind").$type<UsageKind>().notNull(),
    basis: text("basis").$type<UsageBasis>().notNull(),
    provider: text("provider").notNull(),
    channelId: text("channel_id").notNull(),
    tier: text("tier").$type<Tier>().notNull(),
    contentLabel: text("content_label").$type<ContentLabel>().notNull(),
    quantity: bigint("quantity", { mode: "bigint" }).notNull(),
    /** Whether sums take it: of several ways to know the same, only the best counts. */
    isCounted: boolean("is_counted").notNull(),
    /** Windows in it that bear a mark. */
    marked: integer("marked").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.streamId, table.kind, table.basis, table.day] }),
    index("usage_days_day").on(table.day),
    index("usage_days_channel").on(table.channelId, table.day),
  ],
);

/** The last totals read of a stream from one source, to know what each reading adds. */
export const usageMeters = pgTable(
  "usage_meters",
  {
    streamId: text("stream_id").notNull(),
    source: text("source").notNull(),
    totals: jsonb("totals").$type<UsageFigures>().notNull(),
    readAt: moment("read_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.streamId, table.source] })],
);

/** Versions of the routing policy. What was active once is never changed again: taking it back is a version of its own. */
export const policies = pgTable(
  "policies",
  {
    id: text("id").primaryKey(),
    state: text("state").$type<PolicyState>().notNull(),
    policy: jsonb("policy").$type<RoutingPolicy>().notNull(),
    createdBy: text("created_by").references(() => users.id, { onDelete: "set null" }),
    /** When a scheduled one is to be switched to. */
    switchAt: moment("switch_at"),
    activatedAt: moment("activated_at"),
    /** Which version it took the place of; null for the first. */
    replacedId: text("replaced_id"),
    createdAt,
  },
  (table) => [
    uniqueIndex("policies_one_active").on(table.state).where(sql`${table.state} = 'active'`),
    index("policies_created").on(table.createdAt),
  ],
);

/** Versions of the prices; none is ever changed. A month is priced by the newest of its own end, the running one by the newest. */
export const priceBooks = pgTable(
  "price_books",
  {
    id: text("id").primaryKey(),
    book: jsonb("book").$type<PriceBook>().notNull(),
    reason: text("reason").notNull(),
    createdBy: text("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt,
  },
  (table) => [index("price_books_created").on(table.createdAt)],
);

/** How each threshold of a budget stood at the last look. */
export const guardStates = pgTable(
  "guard_states",
  {
    budget: text("budget").notNull(),
    threshold: text("threshold").notNull(),
    state: jsonb("state").$type<GuardState>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.budget, table.threshold] })],
);

/** What admins are to be told, in the product and, by `deliveries`, outside of it. */
export const notices = pgTable(
  "notices",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    /** Values for its sentence. */
    details: jsonb("details").$type<Record<string, string | number | null>>().notNull(),
    readAt: moment("read_at"),
    createdAt,
  },
  (table) => [index("notices_created").on(table.createdAt)],
);

/** Notices on their way out: kept until they arrived or were given up, so that none is lost and none sent twice on purpose. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: text("id").primaryKey(),
    noticeId: text("notice_id")
      .notNull()
      .references(() => notices.id, { onDelete: "cascade" }),
    way: text("way").$type<"mail" | "webhook">().notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** Not before this. */
    dueAt: moment("due_at").notNull(),
    deliveredAt: moment("delivered_at"),
    /** Why the last attempt failed; never holds a secret. */
    problem: text("problem"),
  },
  (table) => [
    uniqueIndex("deliveries_once").on(table.noticeId, table.way),
    index("deliveries_due").on(table.dueAt),
  ],
);

/** Options of providers that admins gave in the product; what the environment says of the same name wins. */
export const providerOptions = pgTable(
  "provider_options",
  {
    provider: text("provider").notNull(),
    /** As the environment variable is called. */
    name: text("name").notNull(),
    /** AES-256-GCM, bound to provider and name. */
    sealed: text("sealed").notNull(),
    setAt: moment("set_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.name] })],
);

/** Who did what to whom, and why. Never holds a secret. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: text("id").primaryKey(),
    actor: jsonb("actor").$type<{ kind: string; id: string | null }>().notNull(),
    action: text("action").notNull(),
    target: text("target").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    reason: text("reason"),
    createdAt,
  },
  (table) => [index("audit_log_created").on(table.createdAt), index("audit_log_target").on(table.target)],
);
