import { expect, test } from "vitest";
import { type OptionField, words } from "../providers/given";
import { listProviders } from "../providers/registry";
import { describeOption, endingOf } from "./provider-option";

const secret: OptionField = {
  name: "ACME_TOKEN",
  kind: "secret",
  group: "account",
  isRequired: true,
  label: words("Token", "Jeton", "Jeton"),
};
const plain: OptionField = { ...secret, name: "ACME_REGION", kind: "text", fallback: "home" };
const stored = { value: "a-secret-of-some-length", setAt: 1_000 };

test.each([
  ["a-secret-of-some-length", "ngth"],
  ["fifteen-charact", null],
  // The armour of a PEM file is the same for all of them.
  ["-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\nw0BAQEFAASC==\n-----END PRIVATE KEY-----\n", "AASC"],
  [Buffer.from("-----BEGIN RSA-----\nMIIEvQIBADANBgkqXYZW\n-----END RSA-----\n").toString("base64"), "XYZW"],
  [Buffer.from('{"kty":"RSA","d":"abcdefghijklmnopqrstu"}').toString("base64"), "rstu"],
  ["-----BEGIN EC PRIVATE KEY-----\\nMIGkAgEBBDAxyzABCD\\n-----END EC PRIVATE KEY-----", "ABCD"],
])("of %j the ending that may be shown is %j", (value, ending) => {
  expect(endingOf(value)).toBe(ending);
});

test("a stored secret comes back as its end and its time, never as itself", () => {
  const told = describeOption(secret, "fr", { stored, fromEnvironment: null });
  expect(told).toMatchObject({ source: "stored", label: "Jeton", value: null, ending: "ngth", setAt: 1_000 });
  expect(JSON.stringify(told)).not.toContain(stored.value);
});

test("of the environment's secret not even the end is told, and that something is stored beneath is", () => {
  const fromEnvironment = "another-secret-of-some-length";
  expect(describeOption(secret, "en", { stored: null, fromEnvironment })).toMatchObject({
    source: "environment",
    value: null,
    ending: null,
    setAt: null,
  });
  expect(describeOption(plain, "en", { stored, fromEnvironment: "there" })).toMatchObject({
    source: "environment",
    value: "there",
    setAt: 1_000,
  });
});

test("what can't be opened any more is said to be so", () => {
  const told = describeOption(secret, "en", { stored: { value: null, setAt: 1 }, fromEnvironment: null });
  expect(told).toMatchObject({ isUnreadable: true, ending: null, setAt: 1 });
});

test("what only the environment may say is never taken from the store", () => {
  const told = describeOption({ ...plain, isFixed: true }, "en", { stored, fromEnvironment: null });
  expect(told).toMatchObject({ source: "none", value: null, setAt: null, fallback: "home" });
});

test.each(listProviders().map((one) => [one.id, one] as const))(
  "%s: what pages ask for is what its options need",
  (_id, { options, fields, webhooks = [] }) => {
    const names = fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const missing = options.safeParse({}).error?.issues.map(({ path }) => String(path[0])) ?? [];
    const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    // The secret that both our processes share is made at the first start, not asked for.
    expect(missing.filter((name) => name !== "MEDIA_SECRET").sort()).toEqual(required.sort());
    for (const { kind, choices = [], fallback } of fields) {
      expect(choices.length > 0).toBe(kind === "choice");
      if (kind === "choice" && fallback !== undefined)
        expect(choices.map(({ value }) => value)).toContain(fallback);
    }
    for (const { secret: name } of webhooks) expect(names).toContain(name);
  },
);
