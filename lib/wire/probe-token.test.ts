import { expect, test } from "vitest";
import { STREAM_KEY_PATTERN } from "./limits";
import { readProbeToken, signProbeToken } from "./probe-token";

const SECRET = "a-secret-of-at-least-32-characters";
const NOW = 1_790_000_000_000;
const claims = { streamId: "stream-_0001", expiresAt: NOW + 60_000 };

test("says whose line it is for, and looks like a stream key", async () => {
  const token = await signProbeToken(SECRET, claims);
  expect(token).toMatch(STREAM_KEY_PATTERN);
  expect(await readProbeToken(SECRET, token, NOW)).toBe(claims.streamId);
});

test("the longest id still fits", async () => {
  const streamId = "x".repeat(64);
  const token = await signProbeToken(SECRET, { ...claims, streamId });
  expect(token).toMatch(STREAM_KEY_PATTERN);
  expect(await readProbeToken(SECRET, token, NOW)).toBe(streamId);
});

test("is good for its time, its stream and its secret only", async () => {
  const token = await signProbeToken(SECRET, claims);
  expect(await readProbeToken(SECRET, token, NOW + 61_000)).toBeNull();
  expect(await readProbeToken("another-secret-of-32-characters!", token, NOW)).toBeNull();
  expect(await readProbeToken(SECRET, token.replace("0001", "0002"), NOW)).toBeNull();
  expect(await readProbeToken(SECRET, `z${token.slice(1)}`, NOW)).toBeNull();
  for (const junk of ["", "x".repeat(60), token.slice(0, -1), `${token}.`])
    expect(await readProbeToken(SECRET, junk, NOW)).toBeNull();
});
