import "server-only";
import { admitViewer } from "../access/admit-viewer";
import { passFor } from "../access/pass-for";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import { AppError } from "../errors";
import type { IngestTarget } from "../wire/playback";
import { type ApiStream, toApiStream } from "./api-stream";
import { readTargets } from "./ingest-targets";
import { findStreamRow, toViewerStreamView } from "./stream-query";

/** A program that polls is one reveal in the audit log per stream and this long, in ms. */
const REVEAL_STEP_MS = 600_000;
const MAX_REMEMBERED = 10_000;
const holder: { __liveReveals?: Map<string, number> } & typeof globalThis = globalThis;

/** Any stream by its id that the actor may watch, with addresses of the actor's own; its owner's token with `keys:read` also gets the way in. */
export async function getApiStream(actor: Actor, id: string): Promise<ApiStream> {
  assertScope(actor, "streams:read");
  return readApiStream(actor, id);
}

/** For answers to a change that was already authorised. */
export async function readApiStream(actor: Actor, id: string): Promise<ApiStream> {
  const stream = await findStreamRow(id);
  if (!stream) throw new AppError("not-found");
  const viewer = { actor, browserId: null, invitation: null };
  const admission = await admitViewer(stream, viewer);
  // Whether an id exists is nobody's business.
  if (!admission.allowed) throw new AppError("not-found");
  const isOwner = stream.channel.userId === actor.userId;
  const ingest = isOwner && actor.scopes.includes("keys:read") ? await reveal(actor, id) : undefined;
  return toApiStream(await toViewerStreamView(stream, passFor(stream.row, viewer, admission.grant)), ingest);
}

async function reveal(actor: Actor, id: string): Promise<readonly IngestTarget[]> {
  holder.__liveReveals ??= new Map();
  const reveals = holder.__liveReveals;
  const key = `${actor.userId}/${id}`;
  if (Date.now() - (reveals.get(key) ?? 0) > REVEAL_STEP_MS) {
    if (reveals.size >= MAX_REMEMBERED) reveals.clear();
    reveals.set(key, Date.now());
    await recordAudit(await db(), { actor, action: "stream-key.revealed", target: id });
  }
  return readTargets(id);
}
