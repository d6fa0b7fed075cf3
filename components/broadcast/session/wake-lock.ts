/** Keeps the screen on, also after the page was hidden for a while; browsers take the lock away then. Returns what ends it. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async () => {
    if (isOver || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    // Refused on low battery: the computer's own settings decide then.
    const given = await navigator.wakeLock.request("screen").catch(() => null);
    if (isOver) void given?.release();
    else lock = given;
  };
  document.addEventListener("visibilitychange", ask);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", ask);
    void lock?.release();
  };
}
