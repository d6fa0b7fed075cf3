CREATE TABLE "experience_samples" (
	"stream_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reporting" integer NOT NULL,
	"waiting" integer NOT NULL,
	"startup_ms" integer,
	"latency_ms" integer,
	"watched_ms" bigint NOT NULL,
	"stalled_ms" bigint NOT NULL,
	"faults" integer NOT NULL,
	CONSTRAINT "experience_samples_stream_id_at_pk" PRIMARY KEY("stream_id","at")
);
--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "experience" jsonb;--> statement-breakpoint
ALTER TABLE "experience_samples" ADD CONSTRAINT "experience_samples_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "experience_samples_at" ON "experience_samples" USING brin ("at");