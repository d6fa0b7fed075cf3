import type { MediaEvent } from "../../lib/wire/media-events";

type WithoutEnvelope<Event> = Event extends unknown
  ? Omit<Event, "id" | "serverId" | "epoch" | "sequence" | "at">
  : never;

/** What happened, before the reporter gives it an id and a place in the order. */
export type MediaFact = WithoutEnvelope<MediaEvent>;
