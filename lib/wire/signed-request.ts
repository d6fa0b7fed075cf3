/**
 * How the app and a media server prove themselves to each other: HMAC-SHA-256 over method, path, time, nonce
 * and body, with WebCrypto, so that the same file runs in both processes.
 */

export const SIGNATURE_HEADERS = {
  timestamp: "x-live-timestamp",
  nonce: "x-live-nonce",
  signature: "x-live-signature",
} as const;

/** A signature older or newer than this is refused, in ms. */
export const SIGNATURE_WINDOW_MS = 60_000;

export interface SignedParts {
  readonly method: string;
  /** Path with its query, as sent. */
  readonly path: string;
  readonly body: string;
}

/** Headers that sign a call made at `nowMs` (epoch ms). Sign again for each retry: a nonce is good once. */
export async function signRequest(
  secret: string,
  parts: SignedParts,
  nowMs: number,
): Promise<Record<string, string>> {
  const nonce = crypto.randomUUID();
  const timestamp = String(nowMs);
  return {
    [SIGNATURE_HEADERS.timestamp]: timestamp,
    [SIGNATURE_HEADERS.nonce]: nonce,
    [SIGNATURE_HEADERS.signature]: `v1=${toHex(await mac(secret, message(parts, timestamp, nonce)))}`,
  };
}

export type SignatureVerdict =
  | { valid: true }
  | { valid: false; reason: "missing" | "expired" | "forged" | "replayed" };

/** Remembers nonces for as long as their signatures could still be valid. Bounded: past `limit` it refuses, never forgets early. */
export interface NonceStore {
  /** False when the nonce was seen before. */
  use(nonce: string, nowMs: number): boolean;
}

/** Fails closed: a missing header, a foreign clock, a wrong or a used signature are all refused. */
export async function verifyRequest(
  secret: string,
  parts: SignedParts,
  header: (name: string) => string | null | undefined,
  nonces: NonceStore,
  nowMs: number,
): Promise<SignatureVerdict> {
  const timestamp = header(SIGNATURE_HEADERS.timestamp);
  const nonce = header(SIGNATURE_HEADERS.nonce);
  const signature = header(SIGNATURE_HEADERS.signature);
  if (!timestamp || !nonce || !signature || !/^\d{1,16}$/.test(timestamp) || nonce.length > 64) {
    return { valid: false, reason: "missing" };
  }
  if (Math.abs(nowMs - Number(timestamp)) > SIGNATURE_WINDOW_MS) return { valid: false, reason: "expired" };
  const given = signature.startsWith("v1=") ? fromHex(signature.slice(3)) : null;
  const key = await importKey(secret, ["verify"]);
  // crypto.subtle.verify compares in constant time.
  const genuine =
    given !== null && (await crypto.subtle.verify("HMAC", key, given, message(parts, timestamp, nonce)));
  if (!genuine) return { valid: false, reason: "forged" };
  return nonces.use(nonce, nowMs) ? { valid: true } : { valid: false, reason: "replayed" };
}

/** An in-memory nonce store for one process. */
export function createNonceStore(limit = 100_000): NonceStore {
  const seen = new Map<string, number>();
  return {
    use(nonce, nowMs) {
      for (const [old, at] of seen) {
        if (nowMs - at <= 2 * SIGNATURE_WINDOW_MS) break;
        seen.delete(old);
      }
      if (seen.has(nonce) || seen.size >= limit) return false;
      seen.set(nonce, nowMs);
      return true;
    },
  };
}

function message(parts: SignedParts, timestamp: string, nonce: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    [parts.method.toUpperCase(), parts.path, timestamp, nonce, parts.body].join("\n"),
  );
}

function importKey(secret: string, usages: KeyUsage[]): Promise<CryptoKey> {
  const raw = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, usages);
}

async function mac(secret: string, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", await importKey(secret, ["sign"]), data));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(hex: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[0-9a-f]{64}$/.test(hex)) return null;
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
