import { AppError, type AppErrorCode, isAppError } from "./errors";
import { logger } from "./logger";
import { isProviderError, type ProviderErrorCode } from "./providers/errors";

const FROM_PROVIDER: Record<ProviderErrorCode, AppErrorCode> = {
  misconfigured: "provider-refuses-us",
  unauthenticated: "provider-refuses-us",
  "not-found": "not-found",
  conflict: "unavailable",
  "invalid-input": "unexpected",
  unsupported: "unexpected",
  "rate-limited": "unavailable",
  "quota-exceeded": "provider-full",
  timeout: "unavailable",
  unavailable: "unavailable",
  "unexpected-response": "unavailable",
};

/** The one translation from anything thrown. What is not ours is logged under a reference and shown as `unexpected`. */
export function toAppError(error: unknown, where: string): AppError {
  if (isAppError(error)) return error;
  if (isProviderError(error)) {
    logger().warn({ err: error, code: error.code, where }, "provider call failed");
    return new AppError(FROM_PROVIDER[error.code], error.message, { cause: error });
  }
  const reference = crypto.randomUUID().slice(0, 8);
  logger().error({ err: error, reference, where }, "unexpected error");
  return new AppError("unexpected", `unexpected error ${reference}`, {
    cause: error,
    userMessage: `Something went wrong on our side (reference ${reference}).`,
  });
}
