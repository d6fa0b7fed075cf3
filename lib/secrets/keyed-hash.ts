import { createHmac } from "node:crypto";
import { deriveKey, type KeyPurpose } from "./derive-key";

/** HMAC-SHA-256 as hex. Enough for long random secrets; passwords need argon2id. */
export function keyedHash(purpose: KeyPurpose, secret: string): string {
  return createHmac("sha256", deriveKey(purpose)).update(secret).digest("hex");
}
