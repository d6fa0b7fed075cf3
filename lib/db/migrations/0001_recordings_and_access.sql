CREATE TABLE "playback_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"stream_id" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" text,
	"token_hash" text,
	"label" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "playback_grants_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "publish_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"stream_id" text NOT NULL,
	"protocol" text NOT NULL,
	"address" text,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	"metrics" jsonb
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"id" text PRIMARY KEY NOT NULL,
	"stream_id" text NOT NULL,
	"provider" text NOT NULL,
	"provider_ref" text NOT NULL,
	"state" text NOT NULL,
	"fault" text,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"storage" text,
	"has_storyboard" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"event_epoch" bigint DEFAULT 0 NOT NULL,
	"event_sequence" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stream_samples" (
	"stream_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"video_kbps" integer,
	"audio_kbps" integer,
	"frames_per_second" real,
	"dropped_frames" integer,
	"viewers" integer,
	"health" text NOT NULL,
	CONSTRAINT "stream_samples_stream_id_at_pk" PRIMARY KEY("stream_id","at")
);
--> statement-breakpoint
ALTER TABLE "ingest_targets" DROP CONSTRAINT "ingest_targets_key_lookup_unique";--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "is_preview" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "is_recorded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "access_epoch" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "notices" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "renditions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "playback_grants" ADD CONSTRAINT "playback_grants_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playback_grants" ADD CONSTRAINT "playback_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publish_sessions" ADD CONSTRAINT "publish_sessions_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stream_samples" ADD CONSTRAINT "stream_samples_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "playback_grants_stream" ON "playback_grants" USING btree ("stream_id");--> statement-breakpoint
CREATE UNIQUE INDEX "playback_grants_account" ON "playback_grants" USING btree ("stream_id","user_id");--> statement-breakpoint
CREATE INDEX "publish_sessions_stream" ON "publish_sessions" USING btree ("stream_id","started_at");--> statement-breakpoint
CREATE INDEX "recordings_stream" ON "recordings" USING btree ("stream_id");--> statement-breakpoint
CREATE UNIQUE INDEX "recordings_provider_ref" ON "recordings" USING btree ("provider","provider_ref");--> statement-breakpoint
CREATE INDEX "recordings_expires" ON "recordings" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "ingest_targets_key" ON "ingest_targets" USING btree ("key_lookup","kind");