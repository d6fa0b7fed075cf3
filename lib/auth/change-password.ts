import type { Actor } from "./actor";

export async function changePassword(
  _actor: Actor,
  _input: { current?: string; next: string },
): Promise<void> {
  throw new Error("being built");
}
