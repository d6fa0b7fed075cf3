/** EXT-X-TARGETDURATION, constant for a stream's life (RFC 8216bis §4.4.3.1), in ms. */
export const TARGET_DURATION_MS = 4_000;
/** An encoder may send key frames as often as it likes: a segment is about a second or longer. */
export const MIN_SEGMENT_MS = 950;
/** Past this a segment ends without a key frame. */
export const MAX_SEGMENT_MS = TARGET_DURATION_MS;
/** Audio has nothing but key frames; its segments are this long. */
export const AUDIO_SEGMENT_MS = 2_000;
