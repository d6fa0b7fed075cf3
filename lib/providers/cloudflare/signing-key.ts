import { createPrivateKey, type KeyObject } from "node:crypto";

/** What is wrong with what is no signing key. */
export const NO_SIGNING_KEY = "is neither the jwk nor the pem of a signing key";

/** Reading a key takes milliseconds, and options are read for each page: the last answer is kept. */
let last: { readonly text: string; readonly key: KeyObject | null } = { text: "", key: null };

/**
 * The private key that `POST …/stream/keys` showed once: its `jwk` or its `pem`, as they come (base64) or decoded. Null for
 * what is no such key; a reason might quote it.
 */
export function parseSigningKey(text: string): KeyObject | null {
  if (last.text !== text) last = { text, key: parse(text) };
  return last.key;
}

function parse(given: string): KeyObject | null {
  try {
    const text = /^(\{|-----)/.test(given) ? given : Buffer.from(given, "base64").toString("utf8");
    const made = text.trimStart().startsWith("{")
      ? createPrivateKey({ key: JSON.parse(text), format: "jwk" })
      : createPrivateKey(text.replaceAll("\\n", "\n"));
    return made.asymmetricKeyType === "rsa" ? made : null;
  } catch {
    return null;
  }
}
