import "server-only";
import { env } from "../env";
import type { PlaybackPass } from "../providers/contract";
import { keyedHash } from "../secrets/keyed-hash";
import type { PlaybackScope } from "../wire/playback-token";
import type { Protected } from "./protection-of";

/** For players that can't change a token under way: one long viewing. Revocable like any other. */
export const LONGEST_TOKEN_MS = 4 * 3_600_000;
/** A viewer's tokens of one step are the same token, so that a page that is told again sees no news. */
const STEPS_PER_LIFE = 4;

export interface PassWish {
  /** An account's id, or what a browser without one keeps in its cookie. */
  readonly viewerKey: string;
  readonly grant?: { readonly id: string; readonly expiresAt: Date | null } | null;
  readonly scope?: PlaybackScope;
  /** Lives for hours instead of minutes. */
  readonly isLasting?: boolean;
}

/** A viewer's pass for one stream, at `now` (epoch ms). Whether they may watch was decided before. */
export function issuePass(
  row: Pick<Protected, "id" | "accessEpoch">,
  wish: PassWish,
  now: number,
): PlaybackPass {
  const lifeMs = wish.isLasting ? LONGEST_TOKEN_MS : env().PLAYBACK_TOKEN_SECONDS * 1000;
  const stepMs = lifeMs / STEPS_PER_LIFE;
  const issuedAt = Math.floor(now / stepMs) * stepMs;
  const expiresAt = Math.min(issuedAt + lifeMs, wish.grant?.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
  return {
    // Other streams' addresses tell nobody that it is the same viewer, and none tells who.
    viewer: keyedHash("playback-viewer", `${row.id}/${wish.viewerKey}`).slice(0, 24),
    grant: wish.grant?.id ?? null,
    scope: wish.scope ?? "watch",
    epoch: row.accessEpoch,
    issuedAt,
    expiresAt,
  };
}
