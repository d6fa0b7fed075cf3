import { redirect } from "next/navigation";
import type { Actor } from "@/lib/auth/actor";
import { findActor } from "@/lib/auth/session";

/** Whoever is signed in; strangers are sent to the sign-in page and back. */
export async function pageUser(path: string): Promise<Actor> {
  return (await findActor()) ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** A creator or admin; viewers are sent to their settings, the one studio page they have. */
export async function pageCreator(path: string): Promise<Actor> {
  const actor = await pageUser(path);
  return actor.role === "viewer" ? redirect("/studio/settings") : actor;
}
