import { createHash } from "node:crypto";
import { STREAM_KEY_PATTERN } from "../../lib/wire/limits";
import type { PublishRefusal, PublishVerdict } from "../../lib/wire/publish";
import type { FailureLimiter } from "./failure-limiter";

/** A verdict that lets the publisher in. */
export type PublishPermit = Extract<PublishVerdict, { allowed: true }>;

export interface AuthorizeRequest {
  /** Matches `STREAM_KEY_PATTERN`; other keys are refused before anybody is asked. */
  readonly streamKey: string;
  readonly address: string;
  readonly protocol: "rtmp" | "whip" | "p2p";
}

export type GateAnswer =
  | { readonly allowed: true; readonly permit: PublishPermit }
  | { readonly allowed: false; readonly reason: PublishRefusal | "malformed-key" | "unavailable" };

export interface PublishGate {
  /** Never rejects. */
  ask(streamKey: string, address: string): Promise<GateAnswer>;
}

/** `stream-ended` is absent: an encoder that goes on calling after the end must not lock its own creator out. */
const WRONG_KEY_REASONS: ReadonlySet<string> = new Set(["unknown-key", "revoked-key", "suspended"]);

/** Keys remembered as right; the one that asked longest ago is forgotten first. */
const MAX_REMEMBERED = 2_000;

/**
 * Asks the app whether a key may publish, but not for malformed keys, nor for strange keys from addresses that failed
 * too often. A key that was right before is always asked about: an encoder that lost its connection must not wait
 * for what others behind the same address did.
 */
export function createPublishGate(options: {
  protocol: AuthorizeRequest["protocol"];
  authorize: (request: AuthorizeRequest) => Promise<PublishVerdict>;
  deadlineMs: number;
  failures: FailureLimiter;
  /** Under what an address's failures are counted. */
  group: (address: string) => string;
  log: { warn(details: object, message: string): void };
}): PublishGate {
  const { protocol, authorize, deadlineMs, failures, group, log } = options;
  const wereRight = new Set<string>();
  const remember = (digest: string) => {
    // Deleted first, so that the set stays ordered by the latest use.
    wereRight.delete(digest);
    wereRight.add(digest);
    const [oldest] = wereRight;
    if (oldest !== undefined && wereRight.size > MAX_REMEMBERED) wereRight.delete(oldest);
  };
  return {
    async ask(streamKey, address) {
      const counted = group(address);
      const digest = createHash("sha256").update(streamKey).digest("base64");
      if (failures.isBlocked(counted) && !wereRight.has(digest))
        return { allowed: false, reason: "rate-limited" };
      if (!STREAM_KEY_PATTERN.test(streamKey)) {
        failures.failed(counted);
        return { allowed: false, reason: "malformed-key" };
      }
      const verdict = await withDeadline(() => authorize({ streamKey, address, protocol }), deadlineMs).catch(
        (error: unknown) => {
          log.warn({ err: error, address }, "publish could not be authorised");
          return null;
        },
      );
      if (!verdict) return { allowed: false, reason: "unavailable" };
      if (verdict.allowed) {
        remember(digest);
        return { allowed: true, permit: verdict };
      }
      wereRight.delete(digest);
      if (WRONG_KEY_REASONS.has(verdict.reason)) failures.failed(counted);
      return { allowed: false, reason: verdict.reason };
    },
  };
}

/** What logs may hold of a key: enough to tell two apart, too little to guess one. */
export function keyFingerprint(streamKey: string): string {
  return createHash("sha256").update(streamKey).digest("hex").slice(0, 8);
}

async function withDeadline<T>(work: () => Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
