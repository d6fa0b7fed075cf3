import type { Actor } from "./actor";

export async function suspendUser(
  _actor: Actor,
  _userId: string,
  _reason?: string,
): Promise<{ endedStreams: number; cutOff: "done" | "pending" }> {
  throw new Error("being built");
}
export async function unsuspendUser(_actor: Actor, _userId: string): Promise<void> {
  throw new Error("being built");
}
