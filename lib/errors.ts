/** Every way in which a wish can fail on purpose. Pages translate `errors.<code>` from the message catalogues. */
export const APP_ERROR_CODES = [
  "unauthenticated",
  "forbidden",
  "not-found",
  "invalid-input",
  "rate-limited",
  "unavailable",
  "unexpected",
  "suspended",
  "email-taken",
  "handle-taken",
  "handle-reserved",
  "invitation-invalid",
  "sign-up-closed",
  "wrong-password",
  "last-admin",
  "stream-ended",
  "too-many-streams",
  "too-many-tokens",
  "no-provider",
  "not-invited",
  "invitation-over",
  "too-many-grants",
  "no-account",
  "no-private-playback",
  "recording-in-progress",
  "recording-unsupported",
  "access-fixed-on-air",
  "metadata-unsupported",
  "not-on-air",
  "provider-full",
  "provider-refuses-us",
  "prices-changed",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** HTTP status and a sentence that is safe to show to anybody. */
export const APP_ERRORS: Record<AppErrorCode, { readonly status: number; readonly message: string }> = {
  unauthenticated: { status: 401, message: "Sign in first." },
  forbidden: { status: 403, message: "Your account may not do this." },
  "not-found": { status: 404, message: "There is nothing here." },
  "invalid-input": { status: 422, message: "Some values cannot be used." },
  "rate-limited": { status: 429, message: "Too many attempts. Wait a little and try again." },
  unavailable: { status: 503, message: "A part of the service does not answer. Try again in a moment." },
  unexpected: { status: 500, message: "Something went wrong on our side." },
  suspended: { status: 403, message: "This account is suspended." },
  "email-taken": { status: 409, message: "There is an account with this e-mail address already." },
  "handle-taken": { status: 409, message: "This handle belongs to somebody else." },
  "handle-reserved": { status: 422, message: "This handle cannot be used." },
  "invitation-invalid": { status: 403, message: "This invitation was used, has expired, or never existed." },
  "sign-up-closed": { status: 403, message: "New accounts need an invitation." },
  "wrong-password": { status: 403, message: "The current password is not right." },
  "last-admin": { status: 409, message: "The last admin can be neither demoted nor suspended." },
  "stream-ended": { status: 409, message: "This stream has ended." },
  "too-many-streams": { status: 409, message: "You have too many open streams. End one first." },
  "too-many-tokens": { status: 409, message: "You have too many tokens. Revoke one first." },
  "no-provider": { status: 503, message: "No provider is configured that could carry this stream." },
  "not-invited": { status: 403, message: "This stream is private." },
  "invitation-over": { status: 403, message: "This invitation has expired or was taken back." },
  "too-many-grants": { status: 409, message: "This stream has too many invitations. Take some back first." },
  "no-account": { status: 404, message: "There is no account with this e-mail address or handle." },
  "no-private-playback": {
    status: 409,
    message: "The provider of this stream can only serve everybody.",
  },
  "recording-in-progress": {
    status: 409,
    message: "This recording is still being made. End the stream first.",
  },
  "recording-unsupported": { status: 409, message: "The provider of this stream does not record it." },
  "access-fixed-on-air": {
    status: 409,
    message: "Where this stream goes, who may watch can't change while it is on air. Nothing was changed.",
  },
  "metadata-unsupported": { status: 409, message: "The provider of this stream carries no timed metadata." },
  "not-on-air": { status: 409, message: "This stream is not on air." },
  "provider-full": {
    status: 503,
    message: "The streaming service's account has reached one of its limits. An administrator can raise it.",
  },
  "provider-refuses-us": {
    status: 503,
    message:
      "The streaming service does not take our account as it is. An administrator has to set it right.",
  },
  "prices-changed": { status: 409, message: "Somebody saved other prices meanwhile. Nothing was changed." },
};

// Survives duplicated modules: Next bundles this file into pages and route handlers separately.
const MARK = Symbol.for("ann-pale-live.app-error");

export interface AppErrorOptions {
  /** Per field, in the words of the schema; shown beside the field. */
  readonly fieldErrors?: Readonly<Record<string, readonly string[]>>;
  readonly retryAfterMs?: number;
  /** Replaces the code's own sentence; shown to people, so it holds no secret and no internals. */
  readonly userMessage?: string;
  readonly cause?: unknown;
}

/** Thrown inside, translated at the edges. `message` is for the log. */
export class AppError extends Error {
  readonly [MARK] = true;
  readonly code: AppErrorCode;
  readonly userMessage: string;
  readonly fieldErrors: Readonly<Record<string, readonly string[]>> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: AppErrorCode, message?: string, options: AppErrorOptions = {}) {
    super(message ?? APP_ERRORS[code].message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.userMessage = options.userMessage ?? APP_ERRORS[code].message;
    this.fieldErrors = options.fieldErrors;
    this.retryAfterMs = options.retryAfterMs;
  }

  get status(): number {
    return APP_ERRORS[this.code].status;
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && MARK in error;
}
