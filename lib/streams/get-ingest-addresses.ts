import type { Actor } from "../auth/actor";

/** Where the owner's encoder sends to, without any secret: nothing here needs an audit entry. Throws `not-found`. */
export async function getIngestAddresses(
  _actor: Actor,
  _id: string,
): Promise<readonly { kind: "rtmp"; server: string }[]> {
  throw new Error("being built");
}
