import type { Actor } from "./actor";

/** Who makes this request; null when nobody is signed in, or the session was ended. */
export async function findActor(): Promise<Actor | null> {
  throw new Error("being built");
}
/** Throws `unauthenticated`. */
export async function requireUser(): Promise<Actor> {
  throw new Error("being built");
}
/** Creators and admins; throws `unauthenticated` or `forbidden`. */
export async function requireCreator(): Promise<Actor> {
  throw new Error("being built");
}
/** Throws `unauthenticated` or `forbidden`. */
export async function requireAdmin(): Promise<Actor> {
  throw new Error("being built");
}
