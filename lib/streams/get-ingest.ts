import type { Actor } from "../auth/actor";
import type { IngestTarget } from "../wire/playback";

/** The way in, for the owner only; each reveal is written to the audit log. Throws `not-found`, `rate-limited`. */
export async function getIngest(_actor: Actor, _id: string): Promise<readonly IngestTarget[]> {
  throw new Error("being built");
}
