import { beforeEach, expect, test, vi } from "vitest";
import { FAILURES_TO_OPEN, FIRST_PAUSE_MS } from "./circuit";
import type { ChannelRef, StreamProvider } from "./contract";
import { ProviderError, type ProviderErrorCode } from "./errors";
import { guardProvider } from "./guard-provider";
import { forgetHealth, isHealthy, providerHealth } from "./health";

const ID = "somebody";
const ref: ChannelRef = { provider: ID, id: "channel-1" };
const usage = { basis: "measured", totals: {} } as never;

let code: ProviderErrorCode | null = null;
let status: number | undefined;
let asked = 0;
const bare = {
  async getUsage() {
    asked += 1;
    const more = status === undefined ? {} : { status };
    if (code)
      throw new ProviderError({ code, provider: ID, operation: "getUsage", message: "said no", ...more });
    return usage;
  },
  async observe() {
    return [];
  },
  async issuePlayback() {
    return [];
  },
} as unknown as StreamProvider;
const provider = guardProvider(ID, bare);
const fail = async (times: number) => {
  for (let call = 0; call < times; call += 1) await provider.getUsage(ref).catch(() => null);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  forgetHealth();
  code = null;
  status = undefined;
  asked = 0;
  return () => void vi.useRealTimers();
});

test("after so many outages calls fail at once, and one try after the pause brings it back", async () => {
  code = "timeout";
  await fail(FAILURES_TO_OPEN);
  expect(isHealthy(ID)).toBe(false);
  await expect(provider.getUsage(ref)).rejects.toMatchObject({
    code: "unavailable",
    retryAfterMs: FIRST_PAUSE_MS,
  });
  expect(asked).toBe(FAILURES_TO_OPEN);
  code = null;
  vi.setSystemTime(1_000_000 + FIRST_PAUSE_MS);
  await expect(provider.getUsage(ref)).resolves.toBe(usage);
  expect(providerHealth(ID).state).toBe("closed");
});

test("what is the caller's fault never opens it, and is listed all the same", async () => {
  for (const fault of ["invalid-input", "not-found", "unauthenticated", "rate-limited"] as const) {
    code = fault;
    await fail(FAILURES_TO_OPEN);
  }
  expect(isHealthy(ID)).toBe(true);
  expect(providerHealth(ID).faults[0]).toMatchObject({ code: "rate-limited", operation: "getUsage" });
  expect(providerHealth(ID).faults).toHaveLength(20);
});

test("while it is open, addresses are still given out", async () => {
  code = "unavailable";
  await fail(FAILURES_TO_OPEN);
  await expect(provider.issuePlayback(ref)).resolves.toEqual([]);
});

test("a look that found nothing is no sign of life", async () => {
  code = "unavailable";
  await fail(FAILURES_TO_OPEN);
  vi.setSystemTime(1_000_000 + FIRST_PAUSE_MS);
  await provider.observe?.([ref]);
  expect(isHealthy(ID)).toBe(false);
});

test("a refusal by the provider itself is a sign of life, one of our own is not", async () => {
  code = "unavailable";
  await fail(FAILURES_TO_OPEN);
  vi.setSystemTime(1_000_000 + FIRST_PAUSE_MS);
  code = "not-found";
  await fail(1);
  expect(isHealthy(ID)).toBe(false);
  status = 404;
  await fail(1);
  expect(isHealthy(ID)).toBe(true);
});

test("what a provider lacks stays absent", () => {
  expect(provider.rotateKey).toBeUndefined();
});

test("it counts the calls of five minutes", async () => {
  await provider.getUsage(ref);
  expect(providerHealth(ID)).toMatchObject({ calls: 1, p95Ms: 0 });
  vi.setSystemTime(1_000_000 + 5 * 60_000);
  expect(providerHealth(ID)).toMatchObject({ calls: 0, p95Ms: null });
});
