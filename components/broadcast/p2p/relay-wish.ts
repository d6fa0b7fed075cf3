const KEY = "host-relay-only";

/** Whether this creator wants viewers to reach them by relay only; kept on this device. */
export function rememberedRelayOnly(): boolean {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

export function rememberRelayOnly(isRelayOnly: boolean): void {
  try {
    if (isRelayOnly) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage can be forbidden; then it holds for this page.
  }
}
