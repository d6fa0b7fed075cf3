export interface TabClaim {
  /** Idempotent. */
  release(): void;
}

/** Another tab is given this long to let go, in ms. */
const YIELD_MS = 5_000;

/** Whether some tab of this browser sends this stream now. */
export async function isClaimed(streamId: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === nameOf(streamId));
}

/**
 * One tab at a time may send a stream; a lock goes with its tab, whatever becomes of it. Null: another one does.
 * `takeOver` asks that one to stop. `yielded` is called when another tab asks this one.
 */
export async function claimStream(
  streamId: string,
  { takeOver, yielded }: { readonly takeOver: boolean; readonly yielded: () => void },
): Promise<TabClaim | null> {
  const name = nameOf(streamId);
  const channel = new BroadcastChannel(name);
  if (takeOver) channel.postMessage("yield");
  const claim = await hold(
    name,
    takeOver ? { signal: AbortSignal.timeout(YIELD_MS) } : { ifAvailable: true },
  );
  if (!claim) {
    channel.close();
    return null;
  }
  channel.onmessage = () => yielded();
  return {
    release() {
      channel.close();
      claim.release();
    },
  };
}

function hold(name: string, options: LockOptions): Promise<TabClaim | null> {
  return new Promise((resolve) => {
    const holding = navigator.locks.request(name, options, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((release) => resolve({ release }));
    });
    // The other tab doesn't answer.
    holding.catch(() => resolve(null));
  });
}

function nameOf(streamId: string): string {
  return `broadcast:${streamId}`;
}
