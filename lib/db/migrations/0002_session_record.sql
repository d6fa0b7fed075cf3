ALTER TABLE "streams" ADD COLUMN "protocol" text;--> statement-breakpoint
CREATE INDEX "stream_samples_at" ON "stream_samples" USING brin ("at");