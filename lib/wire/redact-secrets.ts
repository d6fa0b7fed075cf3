const CENSOR = "[secret]";

/** Each with what stays of it. Written for lines of JSON, in which quotes may themselves be escaped. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // A playback token stands in the path as `~token`.
  [/\/~[A-Za-z0-9_.-]{8,}/g, `/~${CENSOR}`],
  // The key is the last part of an encoder's address.
  [/(rtmps?:\/\/[^\s"'\\/]+\/[^\s"'\\/]+\/)[^\s"'\\]+/gi, `$1${CENSOR}`],
  // `user:password@` of any address, e.g. a database's.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'\\/@]+@/gi, `$1${CENSOR}@`],
  [/(\bauthorization:\s*[a-z]+\s+)[^\s"'\\]+/gi, `$1${CENSOR}`],
  [/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{16,}/gi, `$1$2${CENSOR}`],
  [/\bapl_[A-Za-z0-9_-]{8,}/g, `apl_${CENSOR}`],
  [
    /([?&;#](?:token|access_token|key|stream_?key|secret|password|signature|invitation|invite|code|credential)=)[^&;\s"'\\#]{6,}/gi,
    `$1${CENSOR}`,
  ],
  // Signed addresses of object stores.
  [/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"'\\]+/gi, `$1${CENSOR}`],
  [/((?:session|csrf)-token=)[^;\s"'\\]+/gi, `$1${CENSOR}`],
  [
    /(\\?"(?:streamKey|key|secret|password|passwordHash|token|authorization|cookie|set-cookie|signature|sealed|invitation)\\?"\s*:\s*\\?")(?!\[secret\])[^"\\]+/gi,
    `$1${CENSOR}`,
  ],
];

/** A line of a log without what would let its reader in: keys, tokens, passwords, wherever in the line they stand. Pure. */
export function redactSecrets(line: string): string {
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
