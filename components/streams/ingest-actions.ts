import type { ActionResult } from "@/lib/server-action";
import type { IngestTarget } from "@/lib/wire/playback";

type IngestAction = (input: {
  streamId: string;
}) => Promise<ActionResult<{ ingest: readonly IngestTarget[] }>>;

/** Where a line is tried out, and the leave to do so. */
export interface ProbeTarget {
  readonly url: string;
  readonly token: string;
}

/** What the encoder card asks of the server. The key is only ever fetched by a click. */
export interface IngestActions {
  readonly getIngest: IngestAction;
  readonly rotateKey: IngestAction;
  /** The leave to try the line out; puts nothing on air. */
  readonly issueProbe: (input: { streamId: string }) => Promise<ActionResult<ProbeTarget>>;
}
