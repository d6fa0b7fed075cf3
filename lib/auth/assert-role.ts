import { AppError } from "../errors";
import type { Actor, TokenScope } from "./actor";

/** Verbs ask again what their callers asked: an id or a role from outside proves nothing. */
export function assertCreator(actor: Actor): Actor & { readonly channel: NonNullable<Actor["channel"]> } {
  const { channel, role } = actor;
  if (role === "viewer" || !channel) throw new AppError("forbidden", "creators only");
  return { ...actor, channel };
}

export function assertAdmin(actor: Actor): Actor {
  if (actor.role !== "admin" || actor.kind !== "session") throw new AppError("forbidden", "admins only");
  return actor;
}

export function assertScope(actor: Actor, scope: TokenScope): void {
  if (!actor.scopes.includes(scope))
    throw new AppError("forbidden", `the token lacks the scope ${scope}`, {
      userMessage: `This token lacks the scope ${scope}.`,
    });
}
