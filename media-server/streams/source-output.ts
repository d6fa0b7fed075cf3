import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { StreamNotice } from "../../lib/wire/stream-state";
import type { PackagerOutput } from "../packaging/packager-output";

/** Takes the source's parts and segments, and goes through the stream's life with it. Never throws, never waits. */
export interface SourceOutput extends PackagerOutput {
  /** Settings changed, also on air. */
  apply(settings: StreamSettings): void;
  /** Nothing more will come. */
  ended(): void;
  /** Lets go of the stream without ending it. May follow `ended`. */
  dispose(): void;
  /** What it could not do for the stream, as of now. */
  notices(): StreamNotice[];
}
