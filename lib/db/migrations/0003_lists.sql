DROP INDEX "streams_broadcast";--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "bio" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "title_folded" text GENERATED ALWAYS AS (lower(translate(regexp_replace(normalize(title, NFKD), '[\u0300-\u036f]', '', 'g'), '’‘', repeat(chr(39), 2)))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "name_folded" text GENERATED ALWAYS AS (lower(translate(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'), '’‘', repeat(chr(39), 2)))) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "streams_broadcast_started" ON "streams" USING btree ("broadcast","started_at","id");