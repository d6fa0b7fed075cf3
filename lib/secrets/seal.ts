import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey, type KeyPurpose } from "./derive-key";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type SealPurpose = Extract<KeyPurpose, `seal-${string}`>;

/** AES-256-GCM (NIST SP 800-38D), base64url of nonce, tag and text. `bound` ties it to its row: it opens nowhere else. */
export function seal(plain: string, bound: string, purpose: SealPurpose = "seal-ingest"): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(purpose), nonce).setAAD(Buffer.from(bound));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
}

/** Throws when it was changed, belongs elsewhere, or was sealed for another purpose or with another ENCRYPTION_KEY. */
export function unseal(sealed: string, bound: string, purpose: SealPurpose = "seal-ingest"): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", deriveKey(purpose), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString("utf8");
}
