import "server-only";
import type { Actor } from "../auth/actor";
import { AppError } from "../errors";
import { findStreamRow, type JoinedStream } from "./stream-query";

/** The stream, for its owner only. Somebody else's is `not-found`: whether an id exists is nobody's business. */
export async function getOwnStream(actor: Actor, id: string): Promise<JoinedStream> {
  const stream = await findStreamRow(id);
  if (!stream || stream.channel.userId !== actor.userId)
    throw new AppError("not-found", `no stream ${id.slice(0, 64)}`);
  return stream;
}

/** For the owner, and for admins who are signed in. A token acts for its owner alone. */
export async function getManagedStream(actor: Actor, id: string): Promise<JoinedStream> {
  const stream = await findStreamRow(id);
  const mayManage =
    stream?.channel.userId === actor.userId || (actor.role === "admin" && actor.kind === "session");
  if (!stream || !mayManage) throw new AppError("not-found", `no stream ${id.slice(0, 64)}`);
  return stream;
}
