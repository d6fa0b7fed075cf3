import { describe, expect, it } from "vitest";
import { addressGroup } from "../../lib/wire/address-group";
import { createFailureLimiter } from "./failure-limiter";

function limiter() {
  const clock = { ms: 0 };
  const failures = createFailureLimiter({ maxPerMinute: 3, maxPenaltyMs: 200_000, now: () => clock.ms });
  const fail = (times: number, address = "a") => {
    for (let i = 0; i < times; i++) failures.failed(address);
  };
  return { clock, failures, fail };
}

describe("createFailureLimiter", () => {
  it("blocks one address after its failures within a minute, and no other", () => {
    const { failures, fail } = limiter();
    fail(2);
    expect(failures.isBlocked("a")).toBe(false);
    fail(1);
    expect(failures.isBlocked("a")).toBe(true);
    expect(failures.isBlocked("b")).toBe(false);
  });

  it("does not add up failures that are more than a minute apart", () => {
    const { clock, failures, fail } = limiter();
    for (let i = 0; i < 10; i++) {
      fail(1);
      clock.ms += 61_000;
    }
    expect(failures.isBlocked("a")).toBe(false);
  });

  it("doubles the pause each time, up to its limit, and forgets after a quiet time", () => {
    const { clock, failures, fail } = limiter();
    for (const pauseMs of [60_000, 120_000, 200_000, 200_000]) {
      fail(3);
      clock.ms += pauseMs - 1;
      expect(failures.isBlocked("a")).toBe(true);
      clock.ms += 1;
      expect(failures.isBlocked("a")).toBe(false);
    }
    clock.ms += 300_000;
    fail(3);
    clock.ms += 60_000;
    expect(failures.isBlocked("a")).toBe(false);
  });

  it("remembers 10,000 addresses and drops the oldest", () => {
    const { failures, fail } = limiter();
    fail(3);
    for (let i = 0; i < 9_999; i++) fail(1, `other-${i}`);
    expect(failures.isBlocked("a")).toBe(true);
    fail(1, "one more");
    expect(failures.isBlocked("a")).toBe(false);
  });
});

describe("addressGroup", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["", ""],
  ])("counts %j under %j", (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
