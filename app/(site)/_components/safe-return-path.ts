const HERE = "http://here.invalid";

/** Where to go after signing in: only a path of this site, whatever the link says; null when it is anything else. */
export function safeReturnPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 500) return null;
  try {
    const url = new URL(value, HERE);
    // `/.//elsewhere` is a path of this site only until its dots are resolved.
    const isHere = value.startsWith("/") && url.origin === HERE && !url.pathname.startsWith("//");
    return isHere ? `${url.pathname}${url.search}` : null;
  } catch {
    return null;
  }
}
