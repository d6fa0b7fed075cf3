import type { Actor } from "../auth/actor";
import type { StreamView } from "./stream";

/** The actor's own streams, newest first; `before` is the id of the last one seen. At most 100. */
export async function listStreams(
  _actor: Actor,
  _options: { limit: number; before?: string },
): Promise<readonly StreamView[]> {
  throw new Error("being built");
}
