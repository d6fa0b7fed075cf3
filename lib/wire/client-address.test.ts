import { expect, it } from "vitest";
import { clientAddress } from "./client-address";

const socketAddress = "127.0.0.1";

it("does not take a stranger's word for where they call from", () => {
  expect(clientAddress({ socketAddress, forwardedFor: "203.0.113.7", trustsProxy: false })).toBe(
    socketAddress,
  );
});

it("takes the entry that the trusted proxy appended, not those that the client sent along", () => {
  const forwardedFor = "10.0.0.1, 198.51.100.2, 203.0.113.7";
  expect(clientAddress({ socketAddress, forwardedFor, trustsProxy: true })).toBe("203.0.113.7");
});

it("falls back to the connection when the proxy says nothing", () => {
  expect(clientAddress({ socketAddress, forwardedFor: undefined, trustsProxy: true })).toBe(socketAddress);
  expect(clientAddress({ socketAddress: undefined, forwardedFor: " ", trustsProxy: true })).toBe("unknown");
});

it("takes all addresses of one IPv6 customer for one", () => {
  const of = (address: string) =>
    clientAddress({ socketAddress: address, forwardedFor: undefined, trustsProxy: false });
  expect(of("2001:db8:1:2::1")).toBe(of("2001:db8:1:2:ffff::9"));
  expect(of("2001:db8:1:3::1")).not.toBe(of("2001:db8:1:2::1"));
  expect(of("::ffff:192.0.2.7")).toBe("192.0.2.7");
});
