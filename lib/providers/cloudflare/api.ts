import { z } from "zod";
import type { ProviderDeps } from "../contract";
import { isProviderError, ProviderError, type ProviderErrorCode } from "../errors";
import { callProvider } from "../http";
import type { CloudflareOptions } from "./index";
import { type Lane, type Limiter, sharedLimiter } from "./limiter";

export interface ApiCall<T> {
  /** The contract verb, for messages. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the account's `/stream`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of `result`; null when nothing in it matters. */
  readonly answer: z.ZodType<T> | null;
  /** Default: `work`. */
  readonly lane?: Lane;
  /** Of a verb with several calls: when all of them must be done, by `performance.now()`. */
  readonly until?: number;
}

export interface Api {
  /** Throws `ProviderError`, `rate-limited` before the vendor would. */
  call<T>(call: ApiCall<T> & { readonly answer: z.ZodType<T> }): Promise<T>;
  call(call: ApiCall<unknown> & { readonly answer: null }): Promise<null>;
  /** The analytics API, with a budget of its own. */
  graphql<T>(operation: string, query: string, variables: unknown, answer: z.ZodType<T>): Promise<T>;
}

/** 300 calls in five minutes there, of the 1,200 here. */
const GRAPHQL_SCALE = 1 / 4;

export function failure(
  code: ProviderErrorCode,
  operation: string,
  message: string,
  more: { readonly retryAfterMs?: number; readonly status?: number; readonly cause?: unknown } = {},
): ProviderError {
  return new ProviderError({ code, provider: "cloudflare", operation, message, ...more });
}

export function createApi(options: CloudflareOptions, deps: ProviderDeps): Api {
  const account = `${options.apiUrl}/accounts/${options.accountId}`;
  const budget = sharedLimiter(account);
  const analyticsBudget = sharedLimiter(`${account}/graphql`, GRAPHQL_SCALE);
  const authorization = { authorization: `Bearer ${options.apiToken}` };

  async function within<T>(
    limiter: Limiter,
    lane: Lane,
    operation: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const wait = limiter.take(lane, deps.now());
    if (wait !== null)
      throw failure("rate-limited", operation, "the account's calls are used up for now", {
        retryAfterMs: wait,
      });
    try {
      return await work();
    } catch (error) {
      if (isProviderError(error) && error.code === "rate-limited" && error.retryAfterMs)
        limiter.pause(error.retryAfterMs, deps.now());
      throw error;
    }
  }

  async function call<T>({
    operation,
    method,
    path,
    body,
    headers,
    answer,
    lane = "work",
    until,
  }: ApiCall<T>) {
    const envelope = answer && z.object({ result: answer });
    const given = await within(budget, lane, operation, () =>
      callProvider({
        fetch: deps.fetch,
        provider: "cloudflare",
        operation,
        url: `${account}/stream${path}`,
        method,
        headers: { ...authorization, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(until === undefined ? {} : { deadlineMs: Math.max(1, Math.floor(until - performance.now())) }),
        answer: envelope as z.ZodType<{ result: T }> | null,
      }),
    );
    return given?.result ?? null;
  }

  return {
    // The overloads say that there is an answer whenever one is asked for.
    call: call as Api["call"],
    graphql: async (operation, query, variables, answer) => {
      const given = await within(analyticsBudget, "urgent", operation, () =>
        callProvider({
          fetch: deps.fetch,
          provider: "cloudflare",
          operation,
          url: `${options.apiUrl}/graphql`,
          method: "POST",
          headers: authorization,
          body: JSON.stringify({ query, variables }),
          answer: z.object({ data: answer }),
        }),
      );
      if (!given) throw failure("unexpected-response", operation, "answered with nothing");
      return given.data;
    },
  };
}

/** For whatever may be gone already. */
export function unlessGone<T>(fallback: T): (error: unknown) => T {
  return (error) => {
    if (isProviderError(error) && error.code === "not-found") return fallback;
    throw error;
  };
}
