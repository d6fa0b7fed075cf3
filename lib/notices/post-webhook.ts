import "server-only";
import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { env } from "../env";
import { isPublicAddress } from "./is-public-address";
import { signBody } from "./webhook-signature";

export interface WebhookMessage {
  /** The same at each attempt: whoever has seen it already may ignore it. */
  readonly id: string;
  /** Plain JSON. */
  readonly content: object;
}

/**
 * Posts to the receiver of ALERT_WEBHOOK_URL. Follows no redirect, and connects to the very address that it looked at.
 * Throws an `Error` whose message is for admins, within `deadlineMs`.
 */
export async function postWebhook({ id, content }: WebhookMessage, deadlineMs: number): Promise<void> {
  const { ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, ALERT_WEBHOOK_INSECURE } = env();
  if (!ALERT_WEBHOOK_URL || !ALERT_WEBHOOK_SECRET)
    throw new Error("ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET are not set.");
  const url = new URL(ALERT_WEBHOOK_URL);
  const isTrusted = ALERT_WEBHOOK_INSECURE === "1";
  if (url.protocol !== "https:" && !isTrusted) throw new Error("The address is not https://.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // Addresses are not looked up, so nobody would ask below.
  if (isIP(host) && !isTrusted && !isPublicAddress(host)) throw new Error(NOT_PUBLIC);
  const body = JSON.stringify({ id, ...content });
  const status = await send(url, body, {
    ...(isTrusted ? {} : { lookup: lookupPublic }),
    signal: AbortSignal.timeout(deadlineMs),
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "x-notice-id": id,
      "x-signature": signBody(ALERT_WEBHOOK_SECRET, body, Date.now()),
    },
  });
  if (status < 200 || status > 299) throw new Error(`The receiver answered ${status}.`);
}

const NOT_PUBLIC = "The receiver is in a private network (ALERT_WEBHOOK_INSECURE=1 allows it).";

interface SendOptions {
  readonly lookup?: LookupFunction;
  readonly signal: AbortSignal;
  readonly headers: Record<string, string>;
}

function send(url: URL, body: string, options: SendOptions): Promise<number> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", agent: false, ...options }, (response) => {
      response.on("error", () => {});
      resolve(response.statusCode ?? 0);
      // What it says beside its status is nobody's concern, and could be endless.
      response.destroy();
    });
    call.on("error", (error) =>
      reject(options.signal.aborted ? new Error("The receiver did not answer in time.") : error),
    );
    call.end(body);
  });
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, "");
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return callback(new Error(NOT_PUBLIC), "");
    return options.all ? callback(null, found) : callback(null, first.address, first.family);
  });
};
