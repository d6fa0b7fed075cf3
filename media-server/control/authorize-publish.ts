import { type PublishRequest, PublishVerdict } from "../../lib/wire/publish";
import { signRequest } from "../../lib/wire/signed-request";
import { APP_WEBHOOK_PATH, ROOM_WEBHOOK_PATH } from "../config";

export interface AuthorizeOptions {
  /** Origin of the app. */
  readonly appUrl: string;
  readonly secret: string;
  readonly serverId: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly fetch?: typeof fetch;
  /** How long the app may be unreachable in all, in ms: it may be restarting. */
  readonly patienceMs?: number;
}

const TRY_MS = 3_000;
const PAUSE_MS = 300;

/**
 * Asks the app whether a key may publish. Tried again while the app is unreachable or answers 5xx.
 * Rejects when there is no proper verdict in time: no answer never lets anybody in.
 */
export async function authorizePublish(
  options: AuthorizeOptions,
  request: Omit<PublishRequest, "serverId">,
): Promise<PublishVerdict> {
  const body = JSON.stringify({ ...request, serverId: options.serverId } satisfies PublishRequest);
  const deadline = performance.now() + (options.patienceMs ?? 9_000);
  for (;;) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw new Error("The app did not answer whether a key may publish.");
    const path = `${request.protocol === "p2p" ? ROOM_WEBHOOK_PATH : APP_WEBHOOK_PATH}/authorize`;
    const response = await ask(options, path, body, Math.min(TRY_MS, leftMs));
    if (response?.ok) return PublishVerdict.parse(await response.json());
    if (response && response.status < 500)
      throw new Error(`The app answered ${response.status} to a publish request.`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(PAUSE_MS, leftMs)));
  }
}

async function ask(
  options: AuthorizeOptions,
  path: string,
  body: string,
  ms: number,
): Promise<Response | null> {
  try {
    const signed = await signRequest(
      options.secret,
      { method: "POST", path, body },
      Math.floor(options.now()),
    );
    return await (options.fetch ?? fetch)(new URL(path, options.appUrl), {
      method: "POST",
      headers: { ...signed, "content-type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(Math.ceil(ms)),
    });
  } catch {
    return null;
  }
}
