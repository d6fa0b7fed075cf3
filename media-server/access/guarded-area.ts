import type { PlaybackScope } from "../../lib/wire/playback-token";
import { errorAnswer, type HttpAnswer } from "../packaging/http-answer";
import type { AccessRefusal, Guarded, PlaybackGate } from "./playback-gate";

/** What an area of the public server asks before it gives anything away. */
export interface AreaGuard<Source> {
  /** Null: whoever brings this token, or none, may have it. */
  refusal(source: Source, token: string | null, scope?: PlaybackScope): AccessRefusal | null;
  /** Whether answers are for one viewer only, and no cache on the way may share them. */
  isProtected(source: Source): boolean;
}

/** The guard of an area whose sources are protected as `toGuarded` tells. */
export function guardArea<Source>(
  gate: PlaybackGate,
  toGuarded: (source: Source) => Guarded,
): AreaGuard<Source> {
  return {
    refusal: (source, token, scope) => gate.refusal(toGuarded(source), token, scope),
    isProtected: (source) => toGuarded(source).access.kind !== "open",
  };
}

const MISSING = errorAnswer(401, "token-missing");
const REFUSALS: Record<AccessRefusal, HttpAnswer> = {
  "token-missing": { ...MISSING, headers: [...MISSING.headers, "www-authenticate", "Playback"] },
  "token-malformed": errorAnswer(403, "token-malformed"),
  "token-foreign": errorAnswer(403, "token-foreign"),
  "token-scope": errorAnswer(403, "token-scope"),
  "token-expired": errorAnswer(403, "token-expired"),
  "token-revoked": errorAnswer(403, "token-revoked"),
};

/** 401 without a token, 403 with one that won't do; the body says why: `{"error": "token-expired"}`. */
export function refusalAnswer(refusal: AccessRefusal): HttpAnswer {
  return REFUSALS[refusal];
}

const privately = new WeakMap<HttpAnswer, HttpAnswer>();

/** The same answer, kept by no cache: neither on the way nor on a computer that others use. Made once per answer. */
export function privateAnswer(answer: HttpAnswer): HttpAnswer {
  const known = privately.get(answer);
  if (known) return known;
  const headers = [...answer.headers];
  const at = headers.indexOf("cache-control");
  if (at >= 0) headers[at + 1] = "private, no-store";
  else headers.push("cache-control", "private, no-store");
  const made = { ...answer, headers };
  privately.set(answer, made);
  return made;
}
