import { hexId, newSecrets } from "../../emulators/cloudflare/account";
import { startCloudflareEmulator } from "../../emulators/cloudflare/server";
import { startIvsEmulator } from "../../emulators/ivs/server";

/** What tells our channels from others of the account. */
const MARK = { "ann-pale-live": "1" };

/** A stand-in, as far as measuring needs it. */
export interface Service {
  readonly provider: string;
  environment(): Record<string, string>;
  /** How long each answer takes, in ms. */
  delay(ms: number): void;
  /** Time between two creations that keeps within what the service allows, in ms. */
  readonly creationEveryMs: number;
  /** One more channel, made past its API. Returns its id. */
  addChannel(): string;
  flip(id: string, isLive: boolean): void;
  /** Calls so far. */
  calls(): number;
  /** Calls that the service refused because there were too many. */
  refusals(): number;
  stop(): Promise<void>;
}

export async function startService(name: string): Promise<Service> {
  return name === "aws-ivs" ? startIvs() : startCloudflare();
}

async function startIvs(): Promise<Service> {
  const emulator = await startIvsEmulator();
  return {
    provider: "aws-ivs",
    environment: () => emulator.environment(),
    delay: (delayMs) => emulator.behave({ delayMs }),
    // Two operations for each, five of each allowed a second.
    creationEveryMs: 250,
    addChannel: () => emulator.account.addChannel(emulator.account.arn("channel"), { tags: MARK }).arn,
    flip: (id, isLive) => void (isLive ? emulator.account.goLive(id) : emulator.account.goIdle(id)),
    calls: () => emulator.exchanges.length,
    refusals: () => emulator.exchanges.filter(({ status }) => status === 429).length,
    stop: () => emulator.stop(),
  };
}

async function startCloudflare(): Promise<Service> {
  // The provider's own calls go through this process's fetch.
  let calls = 0;
  let refusals = 0;
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    calls += 1;
    const response = await original(input, init);
    if (response.status === 429) refusals += 1;
    return response;
  };
  const emulator = await startCloudflareEmulator();
  const { inputs } = emulator.account;
  return {
    provider: "cloudflare",
    environment: () => emulator.environment(),
    delay: (delayMs) => emulator.behave({ delayMs }),
    // 600 within five minutes are kept for everything else.
    creationEveryMs: 250,
    addChannel: () => {
      const uid = hexId();
      const at = new Date().toISOString();
      inputs.set(uid, {
        ...{ uid, created: at, modified: at, meta: {}, enabled: true, preferLowLatency: true },
        deleteRecordingAfterDays: null,
        recording: {
          mode: "automatic",
          requireSignedURLs: false,
          allowedOrigins: null,
          hideLiveViewerCount: false,
          timeoutSeconds: 30,
        },
        keysRotatedAt: null,
        secrets: newSecrets(),
        state: null,
        viewers: 0,
      });
      return uid;
    },
    flip: (id, isLive) => void (isLive ? emulator.goLive(id) : emulator.goIdle(id)),
    calls: () => calls,
    refusals: () => refusals,
    stop: () => emulator.stop(),
  };
}
