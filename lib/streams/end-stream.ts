import type { Actor } from "../auth/actor";
import type { StreamView } from "./stream";

/** `pending`: the stream is over for viewers and its key is refused, but its encoder could not be cut off yet. */
export interface EndedStream {
  readonly stream: StreamView;
  readonly cutOff: "done" | "pending";
}
export async function endStream(_actor: Actor, _id: string, _reason?: string): Promise<EndedStream> {
  throw new Error("being built");
}
