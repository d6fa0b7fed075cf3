import type { IncomingMessage } from "node:http";
import { MAX_PIECE_BYTES, TapeQuery } from "../../../lib/wire/p2p";
import { errorAnswer, type HttpAnswer, httpAnswer, sendAnswer } from "../../packaging/http-answer";
import type { OtherRoute } from "../../public-routes";
import { readBytes } from "../../webrtc/read-text";
import type { RoomRegistry } from "../room-registry";
import type { PieceVerdict } from "./room-tape";

const PATH = /^\/room\/([A-Za-z0-9_-]{8,64})\/recording$/;
const BOUNDS = { maxBytes: MAX_PIECE_BYTES, deadlineMs: 10_000 };
const BEARER = /^Bearer ([A-Za-z0-9_-]{16,128})$/;

const TAKEN = httpAnswer(204, ["cache-control", "no-store"], []);
const PREFLIGHT = httpAnswer(
  204,
  [
    ...["access-control-allow-methods", "POST, OPTIONS", "access-control-max-age", "86400"],
    ...["access-control-allow-headers", "authorization, content-type"],
  ],
  [],
);

/** `POST /room/{id}/recording?session=&piece=`: the next piece of what a host's browser records, with its key as bearer token. */
export function serveTape(rooms: RoomRegistry): OtherRoute {
  return (request, response, path) => {
    const streamId = PATH.exec(path)?.[1];
    if (streamId === undefined) return false;
    answer(rooms, streamId, request).then(
      (given) => void sendAnswer(response, given, false),
      () => response.destroy(),
    );
    return true;
  };
}

async function answer(rooms: RoomRegistry, streamId: string, request: IncomingMessage): Promise<HttpAnswer> {
  if (request.method === "OPTIONS") return PREFLIGHT;
  if (request.method !== "POST") return errorAnswer(405, "method-not-allowed");
  const key = BEARER.exec(request.headers.authorization ?? "")?.[1];
  if (!key) return errorAnswer(401, "no-token");
  const room = rooms.find(streamId);
  // Whoever has the wrong key isn't told whether there is such a room.
  if (!room?.isHostKey(key)) return errorAnswer(403, "unknown-key");
  const query = new URL(request.url ?? "", "http://room").searchParams;
  const named = TapeQuery.safeParse({ session: query.get("session"), piece: query.get("piece") });
  if (!named.success) return errorAnswer(400, "invalid");
  const body = await readBytes(request, BOUNDS);
  if ("failed" in body) return errorAnswer(body.failed === "too-large" ? 413 : 408, body.failed);
  const tape = room.openTape();
  if (!tape) return errorAnswer(403, "not-recorded");
  const { session, piece: number } = named.data;
  return toAnswer(tape.take({ session, number, bytes: body.bytes }));
}

function toAnswer(verdict: PieceVerdict): HttpAnswer {
  switch (verdict.kind) {
    case "taken":
    case "known":
      return TAKEN;
    case "early":
      return errorAnswer(409, verdict.expected === 0 ? "begin-anew" : "early");
    case "too-fast":
      return errorAnswer(429, "too-fast");
    case "junk":
      return errorAnswer(400, "junk");
  }
}
