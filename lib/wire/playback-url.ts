/** An address below `/live/{id}/` or `/replays/{id}/`, with or without a token. */
const MEDIA_URL =
  /^([^?#]*?\/(?:live|replays)\/([A-Za-z0-9_-]{8,64})\/)(?:~([A-Za-z0-9_.-]{1,512})\/)?(.*)$/s;

/** Whose media an address leads to; null for an address of another kind. */
export function streamOfUrl(url: string): string | null {
  return MEDIA_URL.exec(url)?.[2] ?? null;
}

/** The playback token in an address; null without one. */
export function tokenOfUrl(url: string): string | null {
  return MEDIA_URL.exec(url)?.[3] ?? null;
}

/** The same address with another token; an address that can't carry one stays as it is. */
export function withToken(url: string, token: string): string {
  const match = MEDIA_URL.exec(url);
  return match ? `${match[1]}~${token}/${match[4]}` : url;
}

/** The same text without the tokens in its addresses, to tell sources apart by what they are. */
export function withoutTokens(text: string): string {
  return text.replace(/(\/(?:live|replays)\/[A-Za-z0-9_-]{8,64}\/)~[A-Za-z0-9_.-]{1,512}\//g, "$1");
}
