import type { ProviderId } from "./contract";

/** What can go wrong with a provider, in words that no vendor owns. */
export type ProviderErrorCode =
  | "misconfigured"
  | "unauthenticated"
  | "not-found"
  | "conflict"
  | "invalid-input"
  | "unsupported"
  | "rate-limited"
  | "quota-exceeded"
  | "timeout"
  | "unavailable"
  | "unexpected-response";

const RETRYABLE: Record<ProviderErrorCode, boolean> = {
  misconfigured: false,
  unauthenticated: false,
  "not-found": false,
  conflict: false,
  "invalid-input": false,
  unsupported: false,
  "rate-limited": true,
  "quota-exceeded": false,
  timeout: true,
  unavailable: true,
  "unexpected-response": false,
};

// Survives duplicated modules: Next bundles this file into pages and route handlers separately.
const MARK = Symbol.for("ann-pale-live.provider-error");

export interface ProviderErrorInit {
  readonly code: ProviderErrorCode;
  readonly provider: ProviderId;
  /** The contract verb that failed, e.g. `createChannel`. */
  readonly operation: string;
  /** What to do about it; never holds a secret. */
  readonly message: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** The one error that leaves a provider's folder. */
export class ProviderError extends Error {
  readonly [MARK] = true;
  readonly code: ProviderErrorCode;
  readonly provider: ProviderId;
  readonly operation: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(init: ProviderErrorInit) {
    super(`${init.provider}.${init.operation}: ${init.message}`, { cause: init.cause });
    this.name = "ProviderError";
    this.code = init.code;
    this.provider = init.provider;
    this.operation = init.operation;
    this.status = init.status;
    this.retryAfterMs = init.retryAfterMs;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return RETRYABLE[this.code];
  }
}

export function isProviderError(error: unknown): error is ProviderError {
  return typeof error === "object" && error !== null && MARK in error;
}
