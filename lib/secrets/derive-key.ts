import { hkdfSync } from "node:crypto";
import { env } from "../env";

export type KeyPurpose =
  | "seal-ingest"
  | "seal-provider-option"
  | "stream-key"
  | "api-token"
  | "invitation"
  | "playback-link"
  | "playback-viewer";

/** One 32-byte key per purpose from ENCRYPTION_KEY (HKDF, RFC 5869), so that no hash of one kind fits another. */
export function deriveKey(purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", env().ENCRYPTION_KEY, "", `ann-pale-live/${purpose}`, 32));
}
