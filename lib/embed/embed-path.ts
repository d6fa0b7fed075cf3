const PREFIX = "/embed/";

/** What an embed page's path names, as it stands in the address; null for another page's. */
export function embedSubject(pathname: string): string | null {
  if (!pathname.startsWith(PREFIX)) return null;
  try {
    return decodeURIComponent(pathname.slice(PREFIX.length));
  } catch {
    return "";
  }
}
