import type { PublishVerdict } from "../../../lib/wire/publish";
import type { MediaSink, Publisher } from "../../media";
import type { AuthorizeRequest, PublishPermit } from "../publish-gate";
import type { RtmpLimits } from "./limits";

/** The part of a pino logger that the ingest uses. Stream keys never reach it. */
export interface RtmpLog {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface RtmpServerOptions {
  readonly host: string;
  /** 0 lets the system choose; `listen()` tells which. */
  readonly port: number;
  /** A rejection or no answer in time refuses the publisher; it does not count as a wrong key. */
  authorize(request: AuthorizeRequest): Promise<PublishVerdict>;
  /** Called once per permitted publisher. Null: somebody publishes there already; the newcomer is refused. */
  openSink(permit: PublishPermit, publisher: Publisher): MediaSink | null;
  readonly limits?: Partial<RtmpLimits>;
  readonly log?: RtmpLog;
  /** A clock in ms that never goes back; only differences are used. */
  readonly now?: () => number;
}

export interface RtmpServer {
  /** Rejects when the address is taken. */
  listen(): Promise<{ port: number }>;
  /** Closes every publisher with the cause `server-shutdown`; settles when all sockets are gone. Idempotent. */
  close(): Promise<void>;
  connections(): number;
}
