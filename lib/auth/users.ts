import type { Role, Tier } from "../db/schema";
import type { Actor } from "./actor";

/** An account as admins see it. Times are epoch ms. */
export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly handle: string | null;
  readonly suspendedAt: number | null;
  readonly createdAt: number;
}
export interface UserPage {
  readonly users: readonly UserView[];
  /** Pass as `before` for the next page; null at the end. */
  readonly next: string | null;
}

export async function listUsers(
  _actor: Actor,
  _options: { limit?: number; before?: string; search?: string } = {},
): Promise<UserPage> {
  throw new Error("being built");
}
export async function setRole(_actor: Actor, _userId: string, _role: Role): Promise<void> {
  throw new Error("being built");
}
export async function setTier(_actor: Actor, _userId: string, _tier: Tier): Promise<void> {
  throw new Error("being built");
}
