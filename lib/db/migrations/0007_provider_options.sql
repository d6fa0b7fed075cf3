CREATE TABLE "provider_options" (
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"sealed" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_options_provider_name_pk" PRIMARY KEY("provider","name")
);
