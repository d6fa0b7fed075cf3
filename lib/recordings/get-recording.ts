import "server-only";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { AppError } from "../errors";
import { getManagedRecording, type LibraryItem, toLibraryItem } from "./recording-query";

/** For the recording's owner and admins; throws `not-found` for everybody else. */
export async function getRecording(actor: Actor, id: string): Promise<LibraryItem> {
  assertScope(actor, "recordings:read");
  const item = toLibraryItem(await getManagedRecording(actor, id));
  if (!item) throw new AppError("not-found");
  return item;
}
