import type { ActionResult } from "@/lib/server-action";
import type { IngestTarget } from "@/lib/wire/playback";

type IngestAction = (input: {
  streamId: string;
}) => Promise<ActionResult<{ ingest: readonly IngestTarget[] }>>;

/** What the encoder card asks of the server. The key is only ever fetched by a click. */
export interface IngestActions {
  readonly getIngest: IngestAction;
  readonly rotateKey: IngestAction;
}
