const KEY = "viewer-id";

/** Made by the page and kept for its tab, so that a reconnect or a reload is the same viewer. */
export function viewerId(): string {
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept) return kept;
    const made = makeId();
    sessionStorage.setItem(KEY, made);
    return made;
  } catch {
    // Storage can be forbidden; such a viewer is a new one with each page.
    return makeId();
  }
}

/** `crypto.randomUUID` exists only on https and localhost; this works on a plain address of the local network too. */
function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
