import type { Actor } from "../auth/actor";
import type { CreateStreamInput } from "./schemas";
import type { StreamView } from "./stream";

export async function createStream(_actor: Actor, _input: CreateStreamInput): Promise<StreamView> {
  throw new Error("being built");
}
