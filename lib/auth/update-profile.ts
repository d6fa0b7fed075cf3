import type { Actor } from "./actor";

export async function updateProfile(
  _actor: Actor,
  _input: { name: string; handle?: string },
): Promise<{ name: string; handle: string | null }> {
  throw new Error("being built");
}
