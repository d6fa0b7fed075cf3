import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { consentOfPage, leaveConsent, recallConsent, rememberConsent } from "./address-consent";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => {
  leaveConsent();
  vi.unstubAllGlobals();
});

it("a direct connection to one creator is no consent to another's, and is forgotten by the page that is left", () => {
  rememberConsent("channel-one", "direct");
  leaveConsent();
  expect(consentOfPage()).toBeNull();
  expect(recallConsent("channel-two")).toBeNull();
  expect(recallConsent("channel-one")).toBe("direct");
});

it("a relay, by which nobody learns anything, holds for everybody until it is taken back", () => {
  rememberConsent("channel-one", "relay");
  expect(recallConsent("channel-two")).toBe("relay");
  rememberConsent("channel-two", null);
  expect(recallConsent("channel-one")).toBeNull();
});

it("what was damaged in storage is no consent", () => {
  localStorage.setItem("address-consent-direct", "{broken");
  expect(recallConsent("channel-one")).toBeNull();
});
