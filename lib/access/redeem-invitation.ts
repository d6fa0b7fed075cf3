import "server-only";
import { isRateLimited, limitRate } from "../auth/rate-limits";
import { findStreamRow } from "../streams/stream-query";
import { admitViewer } from "./admit-viewer";
import { INVITATION_PATTERN, NOBODY } from "./viewer";

/** A browser keeps an invitation for so long at most, in ms. */
const LONGEST_MS = 90 * 86_400_000;

/**
 * Whether a link's secret is good for this stream, and for how long a browser shall keep it (ms). `over`: it was once.
 * `wrong`: it never was, or its caller has guessed too often. Right ones are never refused for a neighbour's wrong ones.
 */
export async function redeemInvitation(
  streamId: string,
  secret: string,
  address: string,
): Promise<{ readonly state: "good"; readonly keepMs: number } | { readonly state: "over" | "wrong" }> {
  const isWellFormed = INVITATION_PATTERN.test(secret);
  const stream = isWellFormed ? await findStreamRow(streamId) : null;
  const admission = stream && (await admitViewer(stream, { ...NOBODY, invitation: secret }));
  if (admission?.allowed) {
    const { grant } = admission;
    const untilMs = grant?.expiresAt ? grant.expiresAt.getTime() - Date.now() : LONGEST_MS;
    return { state: "good", keepMs: Math.min(untilMs, LONGEST_MS) };
  }
  if (await isRateLimited("invite-refused", address)) return { state: "wrong" };
  await limitRate("invite-refused", address).catch(() => {});
  return { state: admission?.reason === "invitation-over" ? "over" : "wrong" };
}
