import { isProviderError, ProviderError, type ProviderErrorCode } from "../errors";
import { codeOfStatus } from "../http";

/** Error classes of the API model, and of the signature check before it. */
const BY_NAME: Record<string, readonly [code: ProviderErrorCode, message: string]> = {
  PendingVerification: [
    "misconfigured",
    "the account awaits verification: other services may work, this one does not until AWS Support has verified the account for Amazon IVS; open a case there",
  ],
  ThrottlingException: ["rate-limited", "too many calls for the account; wait a little"],
  ResourceNotFoundException: ["not-found", "there is no such channel in this account and region"],
  ChannelNotBroadcasting: ["not-found", "the channel is not live"],
  ConflictException: ["conflict", "not possible while the channel is live"],
  ValidationException: ["invalid-input", "did not accept what was asked"],
  InternalServerException: ["unavailable", "has a fault of its own"],
  StreamUnavailable: ["unavailable", "cannot reach the stream at the moment"],
  ServiceUnavailable: ["unavailable", "is not available at the moment"],
  UnrecognizedClientException: ["unauthenticated", "does not know the access key; check it and its region"],
  InvalidClientTokenId: ["unauthenticated", "does not know the access key; check it and its region"],
  ExpiredTokenException: ["unauthenticated", "the credentials have expired"],
  NoSuchBucket: ["misconfigured", "there is no such bucket; check AWS_IVS_RECORDINGS_BUCKET"],
  NotFound: ["misconfigured", "there is no such bucket; check AWS_IVS_RECORDINGS_BUCKET"],
  PermanentRedirect: ["misconfigured", "the bucket of recordings is in another region than AWS_IVS_REGION"],
  InvalidAccessKeyId: ["unauthenticated", "does not know the access key; check it and its region"],
  SlowDown: ["rate-limited", "too many calls for the bucket; wait a little"],
  CredentialsProviderError: ["misconfigured", "no AWS credentials were found"],
};
/** Which quota a refusal by the service means, by what was asked of it (IVS "Service quotas"). */
const QUOTAS: Record<string, string> = {
  CreateChannel: "channels (5,000 for each account and region, unless raised)",
  CreateStreamKey: "stream keys (one for each channel)",
};
const SKEW = /signature (expired|not yet current)|too skewed/i;

/** What the SDK threw, in our words. The vendor's own text may hold ARNs and keys: it only helps to decide. */
export function mapError(operation: string, action: string, error: unknown): ProviderError {
  if (isProviderError(error)) return error as ProviderError;
  const { name, status, text } = read(error);
  const fail = (code: ProviderErrorCode, message: string) =>
    new ProviderError({
      code,
      provider: "aws-ivs",
      operation,
      message,
      // Its name only: the SDK's own error carries the whole answer.
      cause: Object.assign(new Error(name || "unknown"), { name, stack: undefined }),
      ...(status ? { status } : {}),
    });
  if (name === "TimeoutError" || name === "AbortError") return fail("timeout", "did not answer in time");
  if (SKEW.test(text) || name === "RequestTimeTooSkewed")
    return fail("unauthenticated", "this machine's clock is wrong; set it, e.g. by NTP");
  if (
    name === "AccessDeniedException" ||
    name === "AccessDenied" ||
    (action === "s3:ListBucket" && status === 403)
  )
    return fail(
      "unauthenticated",
      `the permission ${action.includes(":") ? action : `ivs:${action}`} is missing; add it to the IAM policy`,
    );
  if (name === "ServiceQuotaExceededException")
    return fail(
      "quota-exceeded",
      `the account's quota of ${QUOTAS[action] ?? "Amazon IVS"} is used up; raise it under Service Quotas, or delete what is not needed`,
    );
  if (/Signature/.test(name)) return fail("unauthenticated", "refused the signature; check the secret key");
  const known = BY_NAME[name];
  if (known) return fail(...known);
  if (name === "SyntaxError" || status === 200)
    return fail("unexpected-response", "answered with something else than expected");
  if (status) return fail(codeOfStatus(status), `answered with HTTP ${status}`);
  return fail("unavailable", "cannot be reached");
}

/** `message` is "UnknownError" for this service, whose errors say `exceptionMessage`. */
function read(error: unknown): { name: string; status: number | undefined; text: string } {
  if (!(error instanceof Error)) return { name: "", status: undefined, text: "" };
  const { $metadata, exceptionMessage } = error as Error & {
    $metadata?: { httpStatusCode?: number };
    exceptionMessage?: string;
  };
  const text = exceptionMessage ?? error.message;
  return { name: error.name, status: $metadata?.httpStatusCode, text };
}
