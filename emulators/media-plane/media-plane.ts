import type { IncomingMessage, ServerResponse } from "node:http";
import type { RecordingFacts } from "../../lib/wire/recording";

/** Whose broadcasts a media plane carries: an emulated service. */
export interface BroadcastOwner {
  /** An encoder brings this key: the broadcast that it may send, 8 to 64 letters and digits; null for a key that nobody has. */
  admit(key: string, protocol: "rtmp" | "whip"): string | null;
  /** There is something to play. */
  live(broadcastId: string): void;
  /** The encoder is gone, and may come back. */
  lost(broadcastId: string): void;
  ended(broadcastId: string): void;
  /** It is recorded, whole and playable. */
  recorded(broadcastId: string, facts: RecordingFacts): void;
}

/** Where a viewer's or an encoder's request goes on: a path of our media server, and what is changed on its way. */
export interface Forwarding {
  /** With its query, e.g. `/live/{broadcastId}/index.m3u8`. */
  readonly path: string;
  /** Instead of the asker's own; empty: none. */
  readonly authorization?: string;
  /** The session's address in the answer, as the asker is to know it. */
  readonly location?: (path: string) => string;
  /** The text of a playlist, as the asker is to know it. */
  readonly rewrite?: (text: string) => string;
}

/** Carries real video for an emulated service: RTMPS and WHIP in; HLS, DASH, WHEP, pictures and recordings out. */
export interface MediaPlane {
  /** `host:port` of the RTMPS door. */
  readonly rtmps: string;
  /** To be called once, before anybody comes. */
  serve(owner: BroadcastOwner): void;
  /** Cuts the encoder off and ends the broadcast; one that is over already is success. */
  end(broadcastId: string): Promise<void>;
  /** Answers `response` with what our media server answers. */
  forward(request: IncomingMessage, response: ServerResponse, to: Forwarding): void;
  /** One file, e.g. of a recording. Rejects unless it is there. */
  read(path: string): Promise<{ readonly type: string; readonly body: Buffer }>;
  stop(): Promise<void>;
}
