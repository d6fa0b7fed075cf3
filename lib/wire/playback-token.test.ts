import { expect, test } from "vitest";
import { type PlaybackClaims, readPlaybackToken, signPlaybackToken } from "./playback-token";
import { tokenOfUrl, withoutTokens, withToken } from "./playback-url";

const SECRET = "a-secret-of-at-least-32-characters-1";
const claims: PlaybackClaims = {
  streamId: "stream-0001",
  viewer: "viewer-0001",
  grant: "grant-00001",
  scope: "watch",
  epoch: 37,
  issuedAt: 1_795_000_000_000,
  expiresAt: 1_795_000_600_000,
};

test("what is signed can be read again, but for the stream, which stands in the path", async () => {
  const { streamId: _, ...rest } = claims;
  const token = await signPlaybackToken(SECRET, claims);
  expect(readPlaybackToken(token)?.claims).toEqual(rest);
  const bare = await signPlaybackToken(SECRET, { ...claims, grant: null, scope: "download" });
  expect(readPlaybackToken(bare)?.claims).toEqual({ ...rest, grant: null, scope: "download" });
});

test("a token fits into a path even with the longest ids", async () => {
  const long = "x".repeat(64);
  const token = await signPlaybackToken(SECRET, { ...claims, streamId: long, viewer: long, grant: long });
  expect(token).toMatch(/^[A-Za-z0-9_.-]{1,240}$/);
});

test("the same claims of another stream, another secret or another second make another signature", async () => {
  const macs = await Promise.all([
    signPlaybackToken(SECRET, claims),
    signPlaybackToken(SECRET, { ...claims, streamId: "stream-0002" }),
    signPlaybackToken(`${SECRET}2`, claims),
    signPlaybackToken(SECRET, { ...claims, expiresAt: claims.expiresAt + 1000 }),
  ]);
  expect(new Set(macs.map((token) => token.split(".").at(-1))).size).toBe(4);
});

test.each(["x", "viewer.1234", "../../../etc", "viewer\n1234", ""])(
  "a viewer called %j is not signed",
  async (viewer) => {
    await expect(signPlaybackToken(SECRET, { ...claims, viewer })).rejects.toThrow("opaque ids");
  },
);

test.each([0, -1, 1.5, Number.NaN, 36 ** 6])("epoch %s is not signed", async (epoch) => {
  await expect(signPlaybackToken(SECRET, { ...claims, epoch })).rejects.toThrow("no playback token");
});

test.each(["https://m.test:8080/live/stream-0001/index.m3u8", "/replays/stream-0001/720p/1.m4s?x=1"])(
  "%s takes a token, changes it and gives it back",
  (url) => {
    const first = withToken(url, "1.a");
    expect(tokenOfUrl(url)).toBeNull();
    expect(tokenOfUrl(first)).toBe("1.a");
    expect(tokenOfUrl(withToken(first, "1.b"))).toBe("1.b");
    expect(withoutTokens(withToken(first, "1.b"))).toBe(url);
  },
);

test("an address of somebody else stays as it is", () => {
  const url = "https://cdn.test/video/master.m3u8";
  expect(withToken(url, "1.a")).toBe(url);
  expect(withoutTokens(url)).toBe(url);
});
