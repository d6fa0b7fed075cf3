import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type PlaybackClaims, signPlaybackToken } from "../../lib/wire/playback-token";
import type { StreamAccess } from "../../lib/wire/stream-settings";
import { PlaybackGate } from "./playback-gate";

const SECRET = "a-secret-of-at-least-32-characters-1";
const NOW = 1_795_000_000_000;
const ID = "stream-0001";
const open: StreamAccess = { kind: "open" };
const closed = (change: Partial<Extract<StreamAccess, { kind: "token" }>> = {}): StreamAccess => ({
  kind: "token",
  epoch: 3,
  revoked: [],
  ...change,
});
const sign = (change: Partial<PlaybackClaims> = {}, secret = SECRET) =>
  signPlaybackToken(secret, {
    streamId: ID,
    viewer: "viewer-0001",
    grant: "grant-00001",
    scope: "watch",
    epoch: 3,
    issuedAt: NOW,
    expiresAt: NOW + 600_000,
    ...change,
  });

function gateAt(start = NOW) {
  let now = start;
  const gate = new PlaybackGate(SECRET, () => now);
  const passMs = (ms: number) => {
    now += ms;
  };
  return { gate, passMs };
}

describe("the gate", () => {
  it("asks nobody for a token of an open stream, and minds no token that is there", () => {
    const { gate } = gateAt();
    expect(gate.refusal({ id: ID, access: open }, null)).toBeNull();
    expect(gate.refusal({ id: ID, access: open }, "nonsense")).toBeNull();
  });

  it("lets a token in, again and again, until it expires", async () => {
    const { gate, passMs } = gateAt();
    const token = await sign();
    for (let index = 0; index < 3; index++)
      expect(gate.refusal({ id: ID, access: closed() }, token)).toBeNull();
    passMs(599_999);
    expect(gate.refusal({ id: ID, access: closed() }, token)).toBeNull();
    passMs(1);
    expect(gate.refusal({ id: ID, access: closed() }, token)).toBe("token-expired");
  });

  it.each<[name: string, make: () => Promise<string | null>, refusal: string]>([
    ["no token", async () => null, "token-missing"],
    ["another stream's", () => sign({ streamId: "stream-0002" }), "token-foreign"],
    ["another secret's", () => sign({}, "another-secret-of-32-characters-or-more"), "token-foreign"],
    ["an expired one", () => sign({ expiresAt: NOW - 1000 }), "token-expired"],
    ["one of an earlier epoch", () => sign({ epoch: 2 }), "token-revoked"],
    ["a truncated one", async () => (await sign()).slice(0, -1), "token-malformed"],
    ["one without its mac", async () => (await sign()).replace(/\.[^.]*$/, "."), "token-malformed"],
    [
      "one with a mac of zeros",
      async () => (await sign()).replace(/[^.]*$/, "A".repeat(43)),
      "token-foreign",
    ],
    ["one with a longer life", async () => changed(await sign(), 4, "zzzzzz"), "token-foreign"],
    ["one with a later epoch", async () => changed(await sign({ epoch: 2 }), 2, "3"), "token-foreign"],
    ["one with another viewer", async () => changed(await sign(), 5, "viewer-0002"), "token-foreign"],
    ["one without its grant", async () => changed(await sign(), 6, ""), "token-foreign"],
    ["one with a wider scope", async () => changed(await sign(), 1, "d"), "token-foreign"],
    ["one of another version", async () => changed(await sign(), 0, "0"), "token-malformed"],
    ["an unsigned JWT", async () => "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2aWV3ZXIifQ.", "token-malformed"],
    ["one signed with the secret itself", async () => resigned(await sign(), SECRET), "token-foreign"],
    ["one of a far longer text", async () => "1.w.".padEnd(512, "a"), "token-malformed"],
  ])("refuses %s", async (_name, make, refusal) => {
    const { gate } = gateAt();
    const token = await make();
    expect(gate.refusal({ id: ID, access: closed() }, token)).toBe(refusal);
    expect(gate.standingRefusal({ id: ID, access: closed() }, token)).toBe(refusal);
  });

  it("gives downloads only to whoever may download, also of open streams", async () => {
    const { gate } = gateAt();
    const [watch, download] = await Promise.all([sign(), sign({ scope: "download" })]);
    for (const access of [open, closed()]) {
      expect(gate.refusal({ id: ID, access }, null, "download")).toBe("token-missing");
      expect(gate.refusal({ id: ID, access }, watch, "download")).toBe("token-scope");
      expect(gate.refusal({ id: ID, access }, download, "download")).toBeNull();
    }
    expect(gate.refusal({ id: ID, access: closed() }, download)).toBeNull();
  });

  it("turns out whoever is revoked, and everybody of an earlier epoch, at the very next request", async () => {
    const { gate } = gateAt();
    const token = await sign();
    expect(gate.refusal({ id: ID, access: closed() }, token)).toBeNull();
    for (const revoked of [["viewer-0001"], ["grant-00001"]])
      expect(gate.refusal({ id: ID, access: closed({ revoked }) }, token)).toBe("token-revoked");
    expect(gate.refusal({ id: ID, access: closed({ revoked: ["viewer-0002"] }) }, token)).toBeNull();
    expect(gate.refusal({ id: ID, access: closed({ epoch: 4 }) }, token)).toBe("token-revoked");
    expect(gate.refusal({ id: ID, access: closed() }, await sign({ epoch: 4 }))).toBeNull();
  });

  it("keeps a standing connection whose viewer brought a newer token, and no other", async () => {
    const { gate, passMs } = gateAt();
    const guarded = { id: ID, access: closed() };
    const [mine, other] = [await sign(), await sign({ viewer: "viewer-0002" })];
    passMs(500_000);
    const renewed = await sign({ issuedAt: NOW + 500_000, expiresAt: NOW + 1_100_000 });
    expect(gate.refusal(guarded, renewed)).toBeNull();
    passMs(200_000);
    expect(gate.refusal(guarded, mine)).toBe("token-expired");
    expect(gate.standingRefusal(guarded, mine)).toBeNull();
    expect(gate.standingRefusal(guarded, other)).toBe("token-expired");
    expect(gate.standingRefusal({ id: ID, access: closed({ revoked: ["viewer-0001"] }) }, mine)).toBe(
      "token-revoked",
    );
    passMs(400_000);
    expect(gate.standingRefusal(guarded, mine)).toBe("token-expired");
  });
});

function changed(token: string, field: number, value: string): string {
  return token
    .split(".")
    .map((part, index) => (index === field ? value : part))
    .join(".");
}

function resigned(token: string, key: string): string {
  const signed = token.replace(/\.[^.]*$/, "");
  return `${signed}.${createHmac("sha256", key).update(`${ID}\n${signed}`).digest("base64url")}`;
}
