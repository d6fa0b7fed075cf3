import { describe, expect, it } from "vitest";
import {
  createNonceStore,
  SIGNATURE_HEADERS,
  SIGNATURE_WINDOW_MS,
  signRequest,
  verifyRequest,
} from "./signed-request";

const SECRET = "a-secret-that-is-long-enough-for-a-test";
const NOW = 1_795_363_200_000;
const PARTS = { method: "POST", path: "/control/v1/announcements?a=1", body: '{"n":1}' };

async function verify(change: {
  parts?: Partial<typeof PARTS>;
  headers?: Record<string, string>;
  secret?: string;
  now?: number;
}) {
  const headers = { ...(await signRequest(SECRET, PARTS, NOW)), ...change.headers };
  const parts = { ...PARTS, ...change.parts };
  const header = (name: string) => headers[name];
  return verifyRequest(change.secret ?? SECRET, parts, header, createNonceStore(), change.now ?? NOW);
}

describe("a signed request", () => {
  it("is accepted as it was signed", async () => {
    expect(await verify({})).toEqual({ valid: true });
  });

  it.each([
    ["another method", { parts: { method: "GET" } }],
    ["another path", { parts: { path: "/control/v1/health" } }],
    ["another query", { parts: { path: "/control/v1/announcements?a=2" } }],
    ["another body", { parts: { body: '{"n":2}' } }],
    ["another secret", { secret: `${SECRET}!` }],
    ["another time within the window", { headers: { [SIGNATURE_HEADERS.timestamp]: String(NOW + 1) } }],
    ["a nonce of somebody's own", { headers: { [SIGNATURE_HEADERS.nonce]: crypto.randomUUID() } }],
    ["a signature that is no hexadecimal", { headers: { [SIGNATURE_HEADERS.signature]: "v1=zz" } }],
    ["another version", { headers: { [SIGNATURE_HEADERS.signature]: `v2=${"0".repeat(64)}` } }],
  ])("is refused with %s", async (_, change) => {
    expect(await verify(change)).toEqual({ valid: false, reason: "forged" });
  });

  it.each(Object.values(SIGNATURE_HEADERS))("is refused without %s", async (name) => {
    expect(await verify({ headers: { [name]: "" } })).toEqual({ valid: false, reason: "missing" });
  });

  it("is refused outside its window, before and after", async () => {
    const expired = { valid: false, reason: "expired" };
    expect(await verify({ now: NOW + SIGNATURE_WINDOW_MS + 1 })).toEqual(expired);
    expect(await verify({ now: NOW - SIGNATURE_WINDOW_MS - 1 })).toEqual(expired);
  });

  it("is good once", async () => {
    const headers = await signRequest(SECRET, PARTS, NOW);
    const nonces = createNonceStore();
    const again = () => verifyRequest(SECRET, PARTS, (name) => headers[name], nonces, NOW);
    expect(await again()).toEqual({ valid: true });
    expect(await again()).toEqual({ valid: false, reason: "replayed" });
  });
});

describe("the nonce store", () => {
  it("refuses new nonces rather than forget ones that are still good", () => {
    const nonces = createNonceStore(2);
    expect([nonces.use("a", NOW), nonces.use("b", NOW), nonces.use("c", NOW)]).toEqual([true, true, false]);
    expect(nonces.use("c", NOW + 2 * SIGNATURE_WINDOW_MS + 1)).toBe(true);
  });
});
