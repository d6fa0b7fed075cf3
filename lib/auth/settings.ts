import type { Actor } from "./actor";
import type { SignUpMode } from "./schemas";

export async function getSignUpMode(): Promise<SignUpMode> {
  throw new Error("being built");
}
export async function setSignUpMode(_actor: Actor, _mode: SignUpMode): Promise<void> {
  throw new Error("being built");
}
