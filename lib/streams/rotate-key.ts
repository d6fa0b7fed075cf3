import type { Actor } from "../auth/actor";
import type { IngestTarget } from "../wire/playback";

export async function rotateStreamKey(_actor: Actor, _id: string): Promise<readonly IngestTarget[]> {
  throw new Error("being built");
}
