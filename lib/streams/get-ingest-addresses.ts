import "server-only";
import type { Actor } from "../auth/actor";
import type { IngestTarget } from "../wire/playback";
import { readTargets } from "./ingest-targets";
import { getOwnStream } from "./own-stream";

/** A way in without its secret: all that a page may hold before its owner asks for the key. */
export interface IngestAddress {
  readonly kind: IngestTarget["kind"];
  readonly server: string;
}

/** Where the owner's encoder sends to. Reveals no secret, so nothing is audited or counted. Throws `not-found`. */
export async function getIngestAddresses(actor: Actor, id: string): Promise<readonly IngestAddress[]> {
  const { row } = await getOwnStream(actor, id);
  const targets = await readTargets(row.id);
  return targets.map((target) => ({
    kind: target.kind,
    // Some services put the key into the address.
    server: (target.kind === "rtmp" ? target.server : target.url).replaceAll(target.streamKey, "…"),
  }));
}
