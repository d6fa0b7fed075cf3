import { z } from "zod";
import { Announcement } from "./control";
import { ExperienceReport } from "./experience";
import { ID_PATTERN } from "./limits";

/**
 * A viewer's WebSocket to the media server: `GET /watch?topic={channel or stream id}&viewer={id}`.
 * `viewer` is made by the page and kept for its tab, so that a reconnect is not counted twice.
 */
export const WatchQuery = z.object({
  topic: z.string().regex(ID_PATTERN),
  viewer: z.string().regex(ID_PATTERN),
});

/** Viewer → server. */
export const ViewerMessage = z.discriminatedUnion("type", [
  /** A socket counts as a viewer only after `watching: true`. */
  z.object({ type: z.literal("watching"), watching: z.boolean() }),
  /** Every ten seconds while watching, and at the end. What is heard of others than viewers is passed over, except that they can't watch. */
  z.object({ type: z.literal("experience"), experience: ExperienceReport }),
]);
export type ViewerMessage = z.infer<typeof ViewerMessage>;

/** Server → viewer. */
export const WatchMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("announcement"), announcement: Announcement }),
  z.object({ type: z.literal("viewers"), viewers: z.number().int().min(0) }),
]);
export type WatchMessage = z.infer<typeof WatchMessage>;
