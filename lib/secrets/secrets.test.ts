import { beforeAll, expect, test } from "vitest";
import { useEnvironment } from "../testing/app-environment";
import { keyedHash } from "./keyed-hash";
import { randomText } from "./random-text";
import { seal, unseal } from "./seal";

beforeAll(() => useEnvironment());

test("a sealed text opens for its own row only, and not when a bit was changed", () => {
  const sealed = seal("rtmp key", "stream-one");
  expect(sealed).not.toContain("rtmp");
  expect(unseal(sealed, "stream-one")).toBe("rtmp key");
  expect(() => unseal(sealed, "stream-two")).toThrow();
  const flipped = Buffer.from(sealed, "base64url");
  flipped.writeUInt8(flipped.readUInt8(30) ^ 1, 30);
  expect(() => unseal(flipped.toString("base64url"), "stream-one")).toThrow();
  expect(seal("rtmp key", "stream-one")).not.toBe(sealed);
});

test("hashes of one purpose fit no other, and depend on the key", () => {
  const hash = keyedHash("stream-key", "abc");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(keyedHash("api-token", "abc")).not.toBe(hash);
  useEnvironment({ ENCRYPTION_KEY: "another-key-of-more-than-32-characters" });
  expect(keyedHash("stream-key", "abc")).not.toBe(hash);
});

test("random text is of the asked length and alphabet", () => {
  expect(randomText(40)).toMatch(/^[0-9A-Za-z]{40}$/);
});

test("what is sealed for one purpose opens for no other", () => {
  const sealed = seal("token", "provider/TOKEN", "seal-provider-option");
  expect(unseal(sealed, "provider/TOKEN", "seal-provider-option")).toBe("token");
  expect(() => unseal(sealed, "provider/TOKEN")).toThrow();
});
