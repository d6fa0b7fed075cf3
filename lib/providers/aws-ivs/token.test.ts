import { generateKeyPairSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { signPlayback, viewerId } from "./token";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
const now = Date.parse("2026-11-28T12:00:00Z");
const channelArn = "arn:aws:ivs:eu-west-1:123456789012:channel/abcd";
const part = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split(".")[index] ?? "", "base64url").toString());

const wish = { channelArn, viewer: "grant-00001", version: 3, origins: [], expiresAt: now, now } as const;

test("a token is an ES384 JWT about one channel and one viewer", () => {
  const token = signPlayback(privateKey, { ...wish, expiresAt: now + 60_000 });
  const [header, claims, signature = ""] = token.split(".");
  const raw = Buffer.from(signature, "base64url");
  expect(raw).toHaveLength(96);
  const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  expect(verify("sha384", Buffer.from(`${header}.${claims}`), key, raw)).toBe(true);
  expect(part(token, 0)).toEqual({ alg: "ES384", typ: "JWT" });
  expect(part(token, 1)).toEqual({
    "aws:channel-arn": channelArn,
    "aws:access-control-allow-origin": "*",
    "aws:viewer-id": "grant-00001",
    "aws:viewer-session-version": 3,
    exp: now / 1000 + 60,
  });
});

test("it ends after ten minutes, however long the pass", () => {
  const long = { ...wish, expiresAt: now + 24 * 3_600_000 };
  expect(part(signPlayback(privateKey, long), 1).exp).toBe(now / 1000 + 600);
});

test("it names the sites whose players may read it", () => {
  const origins = ["https://live.example.org", "https://*.example.net"];
  const claims = part(signPlayback(privateKey, { ...wish, origins }), 1);
  expect(claims["aws:access-control-allow-origin"]).toBe("https://live.example.org,https://*.example.net");
});

test("viewers with long names stay apart", () => {
  const [one, other] = [viewerId(`${"v".repeat(60)}1`), viewerId(`${"v".repeat(60)}2`)];
  expect(one.length).toBeLessThanOrEqual(40);
  expect(one).not.toBe(other);
});
