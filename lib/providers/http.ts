import type { z } from "zod";
import type { ProviderId } from "./contract";
import { ProviderError, type ProviderErrorCode } from "./errors";

/** No page waits longer than this for anybody, in ms. */
export const DEADLINE_MS = 5_000;
const MAX_ANSWER_BYTES = 4_000_000;

export interface ProviderCall<T> {
  readonly fetch: typeof fetch;
  readonly provider: ProviderId;
  /** The contract verb, for messages. */
  readonly operation: string;
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly deadlineMs?: number;
  /** Minimal and forgiving; null when the answer has no content that matters. */
  readonly answer: z.ZodType<T> | null;
}

/** One call to a vendor, with a deadline. Throws only `ProviderError`; messages hold neither bodies nor headers nor queries. */
export async function callProvider<T>(call: ProviderCall<T>): Promise<T | null> {
  const fail = (
    code: ProviderErrorCode,
    message: string,
    more: { status?: number; retryAfterMs?: number; cause?: unknown } = {},
  ) => new ProviderError({ code, provider: call.provider, operation: call.operation, message, ...more });
  let response: Response;
  let text: string;
  try {
    response = await call.fetch(call.url, {
      method: call.method,
      headers: {
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
        ...call.headers,
      },
      signal: AbortSignal.timeout(call.deadlineMs ?? DEADLINE_MS),
      redirect: "error",
      cache: "no-store",
      ...(call.body === undefined ? {} : { body: call.body }),
    });
    text = await response.text();
  } catch (cause) {
    const isTimeout =
      cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
    throw isTimeout
      ? fail("timeout", "did not answer in time", { cause })
      : fail("unavailable", "cannot be reached", { cause });
  }
  if (!response.ok) {
    const { status } = response;
    const retryAfter = Number(response.headers.get("retry-after"));
    throw fail(codeOfStatus(status), `answered with HTTP ${status}`, {
      status,
      ...(retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {}),
    });
  }
  if (!call.answer) return null;
  if (text.length > MAX_ANSWER_BYTES) throw fail("unexpected-response", "answered with too much");
  const parsed = call.answer.safeParse(parseJson(text));
  if (!parsed.success) throw fail("unexpected-response", "answered with something else than expected");
  return parsed.data;
}

/** What plain HTTP says, before any vendor's own words. */
export function codeOfStatus(status: number): ProviderErrorCode {
  if (status === 401 || status === 403) return "unauthenticated";
  if (status === 404 || status === 410) return "not-found";
  if (status === 408) return "timeout";
  if (status === 409) return "conflict";
  if (status === 429) return "rate-limited";
  if (status >= 500) return "unavailable";
  return status >= 400 ? "invalid-input" : "unexpected-response";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
