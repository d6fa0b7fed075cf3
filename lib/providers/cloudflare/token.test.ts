import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { readSigningKey, signToken } from "./token";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const jwk = JSON.stringify(privateKey.export({ format: "jwk" }));
const base64 = (text: string) => Buffer.from(text).toString("base64");
const at = Date.parse("2026-11-28T12:00:00Z");
const pass = { viewer: "viewer-0001", scope: "watch", issuedAt: at, expiresAt: at + 600_000 } as const;
const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());

test.each([
  ["pem", pem],
  ["pem as it comes", base64(pem)],
  ["jwk", jwk],
  ["jwk as it comes", base64(jwk)],
])("a token made with a key as %s is genuine and says for whom, what and until when", async (_, key) => {
  const token = await signToken(readSigningKey({ id: "key-1", key }), "video-1", pass);
  const [head, claims, signature = ""] = token.split(".");
  expect(
    verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${claims}`),
      createPublicKey(publicKey.export({ type: "spki", format: "pem" })),
      Buffer.from(signature, "base64url"),
    ),
  ).toBe(true);
  expect(decode(head)).toEqual({ alg: "RS256", kid: "key-1" });
  expect(decode(claims)).toEqual({
    sub: "video-1",
    kid: "key-1",
    exp: (at + 600_000) / 1000,
    jti: "viewer-0001",
  });
});

test("no token lives for more than a day, and only a pass for downloads allows them", async () => {
  const key = readSigningKey({ id: "key-1", key: pem });
  const token = await signToken(key, "video-1", { ...pass, scope: "download", expiresAt: at + 1e9 });
  expect(decode(token.split(".")[1])).toMatchObject({ exp: at / 1000 + 86_400, downloadable: true });
});

test.each([
  "nonsense-of-some-length",
  base64("{}"),
  base64(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
])("what is no RSA key is refused without being quoted", (key) => {
  try {
    readSigningKey({ id: "key-1", key });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: "misconfigured" });
    expect(String(error)).not.toContain(key);
  }
});
