/** Bounds that both processes rely on. */

/** Opaque ids of streams, channels and topics: URL-safe, no dots, so that they can stand in a path. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;

/** A publish key as an encoder sends it. Longer or stranger names are refused before anybody is asked. */
export const STREAM_KEY_PATTERN = /^[A-Za-z0-9_-]{16,128}$/;

/** Largest body that a signed call may carry, in bytes. */
export const MAX_SIGNED_BODY_BYTES = 1_000_000;

/** Streams in one page of a snapshot, and streams that a media server may hold at all: together they fit a signed body. */
export const SNAPSHOT_PAGE = 200;
export const MAX_HELD_STREAMS = 5_000;

/** A viewer's player reports this often, and the media server sums up this often, in ms. */
export const EXPERIENCE_EVERY_MS = 10_000;

/** Streams in one event of such sums. */
export const EXPERIENCE_PAGE = 200;
