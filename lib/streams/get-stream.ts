import "server-only";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { getManagedStream } from "./own-stream";
import type { StreamView } from "./stream";
import { toStreamView } from "./stream-query";

/** For the stream's owner and admins; throws `not-found` for everybody else. */
export async function getStream(actor: Actor, id: string): Promise<StreamView> {
  assertScope(actor, "streams:read");
  return toStreamView(await getManagedStream(actor, id), actor);
}
