import "server-only";
import type { Actor } from "../auth/actor";
import { limitRate } from "../auth/rate-limits";
import { env } from "../env";
import { PROBE_PATH, signProbeToken } from "../wire/probe-token";
import { getOwnStream } from "./own-stream";

/** A probe begins within this, in ms. */
const LIFETIME_MS = 60_000;

/** The leave to try out the owner's line at the media server before going live. Throws `not-found`, `rate-limited`. */
export async function issueProbe(actor: Actor, id: string): Promise<{ url: string; token: string }> {
  const { row } = await getOwnStream(actor, id);
  await limitRate("line-probe", actor.userId);
  const { MEDIA_SECRET, MEDIA_PUBLIC_URL } = env();
  return {
    url: `${MEDIA_PUBLIC_URL}${PROBE_PATH}`,
    token: await signProbeToken(MEDIA_SECRET, { streamId: row.id, expiresAt: Date.now() + LIFETIME_MS }),
  };
}
