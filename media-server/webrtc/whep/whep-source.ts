import type { StreamAccess } from "../../../lib/wire/stream-settings";
import type { RtpFeed } from "../feed/rtp-feed";

/** A stream as its WebRTC viewers see it. */
export interface WhepSource {
  readonly id: string;
  readonly rtp: RtpFeed;
  readonly settings: { readonly access: StreamAccess };
  /** Null while it goes on, or may go on. */
  readonly endedAt: number | null;
  /** Counts what went out, in bytes. */
  served(bytes: number): void;
}
