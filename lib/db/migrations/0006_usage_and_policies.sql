CREATE TABLE "policies" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"policy" jsonb NOT NULL,
	"created_by" text,
	"switch_at" timestamp with time zone,
	"activated_at" timestamp with time zone,
	"replaced_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"day" date NOT NULL,
	"stream_id" text NOT NULL,
	"kind" text NOT NULL,
	"basis" text NOT NULL,
	"provider" text NOT NULL,
	"channel_id" text NOT NULL,
	"tier" text NOT NULL,
	"content_label" text NOT NULL,
	"quantity" bigint NOT NULL,
	"is_counted" boolean NOT NULL,
	"marked" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_days_stream_id_kind_basis_day_pk" PRIMARY KEY("stream_id","kind","basis","day")
);
--> statement-breakpoint
CREATE TABLE "usage_events" (
	"stream_id" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"provider" text NOT NULL,
	"channel_id" text NOT NULL,
	"tier" text NOT NULL,
	"content_label" text NOT NULL,
	"basis" text NOT NULL,
	"quantity" bigint NOT NULL,
	"mark" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_events_stream_id_kind_source_window_start_pk" PRIMARY KEY("stream_id","kind","source","window_start")
);
--> statement-breakpoint
CREATE TABLE "usage_meters" (
	"stream_id" text NOT NULL,
	"source" text NOT NULL,
	"totals" jsonb NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_meters_stream_id_source_pk" PRIMARY KEY("stream_id","source")
);
--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "policies_one_active" ON "policies" USING btree ("state") WHERE "policies"."state" = 'active';--> statement-breakpoint
CREATE INDEX "policies_created" ON "policies" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "usage_days_day" ON "usage_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "usage_days_channel" ON "usage_days" USING btree ("channel_id","day");