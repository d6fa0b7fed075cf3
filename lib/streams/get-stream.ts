import type { Actor } from "../auth/actor";
import type { StreamView } from "./stream";

/** For the stream's owner and admins; throws `not-found` for everybody else. */
export async function getStream(_actor: Actor, _id: string): Promise<StreamView> {
  throw new Error("being built");
}
