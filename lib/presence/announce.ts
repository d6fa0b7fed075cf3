import "server-only";
import { env } from "../env";
import { DEADLINE_MS } from "../providers/http";
import type { AnnounceCall } from "../wire/control";
import { signRequest } from "../wire/signed-request";

const PATH = "/control/v1/announcements";

/** Tells the viewers of some topics what is on air, through the media server that holds their sockets. Throws when it cannot be told. */
export async function announce(call: AnnounceCall): Promise<void> {
  const body = JSON.stringify(call);
  const url = new URL(`${env().MEDIA_CONTROL_URL}${PATH}`);
  const signed = await signRequest(
    env().MEDIA_SECRET,
    { method: "POST", path: url.pathname, body },
    Date.now(),
  );
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...signed },
    body,
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the media server answered an announcement with HTTP ${response.status}`);
}
