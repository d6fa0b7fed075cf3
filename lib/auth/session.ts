import "server-only";
import { getServerSession } from "next-auth";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { assertAdmin, assertCreator } from "./assert-role";
import { authOptions } from "./auth-options";
import { readActor, type SessionClaims } from "./read-actor";

/** Whose session this request carries, unchecked; for connections that outlive the request. */
export async function findClaims(): Promise<SessionClaims | null> {
  return (await getServerSession(authOptions()))?.claims ?? null;
}

/** Who makes this request; null when nobody is signed in, or the session was ended. Reads the database each time. */
export async function findActor(): Promise<Actor | null> {
  const claims = await findClaims();
  return claims ? readActor(claims) : null;
}

/** Throws `unauthenticated`. */
export async function requireUser(): Promise<Actor> {
  const actor = await findActor();
  if (!actor) throw new AppError("unauthenticated");
  return actor;
}

/** Creators and admins; throws `unauthenticated` or `forbidden`. */
export async function requireCreator(): Promise<Actor> {
  return assertCreator(await requireUser());
}

/** Throws `unauthenticated` or `forbidden`. */
export async function requireAdmin(): Promise<Actor> {
  return assertAdmin(await requireUser());
}
