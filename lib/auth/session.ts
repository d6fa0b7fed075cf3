import "server-only";
import { getServerSession } from "next-auth";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { authOptions } from "./auth-options";
import { readActor } from "./read-actor";

/** Who makes this request; null when nobody is signed in, or the session was ended. Reads the database each time. */
export async function findActor(): Promise<Actor | null> {
  const session = await getServerSession(authOptions());
  return session?.claims ? readActor(session.claims) : null;
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

export { assertAdmin, assertCreator } from "./assert-role";

import { assertAdmin, assertCreator } from "./assert-role";
