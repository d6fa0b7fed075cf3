import { beforeEach, expect, it, vi } from "vitest";
import { rememberBlocked, rememberedWays, rememberWorking } from "./way-memory";

const whep = (host = "m.test") => ({ kind: "whep", url: `https://${host}/live/stream-0001/whep` }) as const;
const flv = { kind: "flv", url: "https://m.test/live/stream-0001/stream.flv" } as const;
const MINUTE_MS = 60_000;
const store = new Map<string, string>();

beforeEach(() => {
  store.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  });
});

it("remembers what is blocked by kind and server, for ten minutes at first", () => {
  rememberBlocked(whep(), 0);
  expect(rememberedWays(9 * MINUTE_MS).isBlocked(whep())).toBe(true);
  expect(rememberedWays(9 * MINUTE_MS).isBlocked(flv)).toBe(false);
  expect(rememberedWays(9 * MINUTE_MS).isBlocked(whep("other.test"))).toBe(false);
  expect(rememberedWays(11 * MINUTE_MS).isBlocked(whep())).toBe(false);
});

it("waits longer after each failure, up to a day, and forgets them once it works", () => {
  for (let time = 0; time < 20; time++) rememberBlocked(whep(), 0);
  expect(rememberedWays(23 * 60 * MINUTE_MS).isBlocked(whep())).toBe(true);
  expect(rememberedWays(25 * 60 * MINUTE_MS).isBlocked(whep())).toBe(false);
  rememberWorking(whep());
  expect(rememberedWays(0).isBlocked(whep())).toBe(false);
  rememberBlocked(whep(), 0);
  expect(rememberedWays(11 * MINUTE_MS).isBlocked(whep())).toBe(false);
});

it.each([
  "{not json",
  "null",
  "[1,2]",
  '{"whep https://m.test":7}',
  '{"whep https://m.test":{"failures":"x"}}',
])("is not disturbed by %s in the storage", (text) => {
  store.set("player.blocked", text);
  expect(rememberedWays(0).isBlocked(whep())).toBe(false);
  rememberBlocked(whep(), 0);
  expect(rememberedWays(1).isBlocked(whep())).toBe(true);
});

it("does without a storage", () => {
  vi.stubGlobal("localStorage", undefined);
  rememberBlocked(whep(), 0);
  expect(rememberedWays(1).isBlocked(whep())).toBe(false);
});
