import "server-only";
import type { Actor } from "../auth/actor";
import type { PlaybackPass } from "../providers/contract";
import { randomText } from "../secrets/random-text";
import type { Grant } from "./admit-viewer";
import { issuePass } from "./issue-pass";
import { needsToken, type Protected } from "./protection-of";
import type { Viewer } from "./viewer";

/** The pass of a viewer who was admitted; null for an open stream, which needs none. */
export function passFor(
  row: Protected,
  viewer: Viewer,
  grant: Grant | null,
  options: { readonly isLasting?: boolean } = {},
): PlaybackPass | null {
  if (!needsToken(row)) return null;
  // Whoever keeps no cookie is a new viewer each time.
  const viewerKey = viewer.actor?.userId ?? viewer.browserId ?? randomText(22);
  return issuePass(row, { viewerKey, grant, ...options }, Date.now());
}

/** The pass of somebody who manages the stream; null for an open stream. */
export function managerPass(row: Protected, actor: Actor): PlaybackPass | null {
  return passFor(row, { actor, browserId: null, invitation: null }, null);
}

/** For files that only whoever manages the stream may take away, also of an open stream. */
export function downloadPass(row: Protected, actor: Actor): PlaybackPass {
  return issuePass(row, { viewerKey: actor.userId, scope: "download" }, Date.now());
}
