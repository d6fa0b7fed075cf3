import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listProviders } from "../lib/providers/registry";
import { providerTable } from "./provider-table";

test("docs/providers.md shows what the code says of each provider", () => {
  // Replace the table there with what this prints when it fails.
  expect(readFileSync("docs/providers.md", "utf8")).toContain(`\n${providerTable()}\n`);
});

test("whoever's abilities depend on how it is set up tells of every way", () => {
  for (const { capabilitiesOf, variants } of listProviders())
    expect(variants !== undefined).toBe(capabilitiesOf !== undefined);
});
