import { expect, test } from "vitest";
import { parseEnvironment } from "../env";
import { refuseFirstAdmin } from "./first-admin";
import { handleFromName, isReservedHandle } from "./handles";

const good = { email: "marie@example.org", password: "a long and quiet river", token: undefined };

test.each([
  ["nothing given", { email: undefined, password: undefined, token: undefined }, null],
  ["good ones", good, null],
  ["a good token", { ...good, token: `apl_${"abcdefghijklmnopqrst".repeat(2)}` }, null],
  ["half of them", { ...good, password: undefined }, "ADMIN_EMAIL"],
  ["a token alone", { email: undefined, password: undefined, token: "apl_x" }, "ADMIN_EMAIL"],
  ["a bad address", { ...good, email: "marie" }, "ADMIN_EMAIL"],
  ["a short password", { ...good, password: "short" }, "ADMIN_PASSWORD"],
  ["the address as password", { ...good, password: "Marie@example.org" }, "ADMIN_PASSWORD"],
  ["a common password", { ...good, password: "Password12345!" }, "ADMIN_PASSWORD"],
  ["one letter repeated", { ...good, password: "aaaaaaaaaaaaaaaa" }, "ADMIN_PASSWORD"],
  ["a short token", { ...good, token: "apl_short" }, "ADMIN_API_TOKEN"],
  ["a foreign token", { ...good, token: "x".repeat(60) }, "ADMIN_API_TOKEN"],
  ["a token of one letter", { ...good, token: `apl_${"a".repeat(40)}` }, "ADMIN_API_TOKEN"],
])("unattended first admin: %s", (_, wish, refusal) => {
  const answer = refuseFirstAdmin(wish);
  if (refusal === null) return expect(answer).toBeNull();
  expect(answer).toContain(refusal);
  if (wish.password && wish.password.length > 5) expect(answer).not.toContain(wish.password);
});

test.each([
  ["Élise Jean-Baptiste", "elise-jean-baptiste"],
  ["Admin", "admin-live"],
  ["李", "creator-live"],
  ["a", "a-live"],
  ["x".repeat(80), "x".repeat(24)],
])("the handle of %s is %s", (name, handle) => {
  expect(handleFromName(name)).toBe(handle);
  expect(isReservedHandle(handle)).toBe(false);
});

test("a wrong environment names its variables and shows no value", () => {
  const secret = "s3cret";
  const attempt = () =>
    parseEnvironment({ PORT: "99999", AUTH_SECRET: secret, DATABASE_URL: "mysql://u:hunter2@h/d" });
  expect(attempt).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*AUTH_SECRET/);
  expect(attempt).not.toThrow(new RegExp(`${secret}|hunter2`));
});
