import "server-only";
import type { Actor } from "../auth/actor";
import { env } from "../env";
import { keyedHash } from "../secrets/keyed-hash";
import { randomText } from "../secrets/random-text";
import { type GrantView, toGrantView } from "./grants";
import { assertMayInvite, insertGrant } from "./insert-grant";
import { CreateLinkInput } from "./schemas";

/** A link that lets whoever has it watch, until it expires. `url` is shown this once: only its secret's hash is kept. */
export async function createLink(
  actor: Actor,
  streamId: string,
  input: CreateLinkInput,
): Promise<{ readonly url: string; readonly grant: GrantView }> {
  const { label, expiresInSeconds } = CreateLinkInput.parse(input);
  await assertMayInvite(actor, streamId);
  const secret = randomText(32);
  const row = await insertGrant(actor, streamId, {
    kind: "link",
    tokenHash: keyedHash("playback-link", secret),
    label,
    expiresAt: new Date(Date.now() + expiresInSeconds * 1000),
  });
  return { url: `${env().PUBLIC_URL}/watch/${streamId}?invite=${secret}`, grant: toGrantView(row, null) };
}
