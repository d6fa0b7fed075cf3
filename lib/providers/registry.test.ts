import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { findProvider, listProviders } from "./registry";

const ROOT = process.cwd();
const PROVIDERS = join(ROOT, "lib/providers");
/** Where vendors must be unknown. */
const ROOMS = ["app", "components", "lib", "media-server"];
/** The registry is where vendors join; prices and planning figures are data about them. */
const ALLOWED = /^lib\/(providers\/registry(\.test)?\.ts$|costs\/data\/)/;

test("every folder is registered under its own name, once, and the default is one of them", () => {
  const folders = readdirSync(PROVIDERS).filter((name) => statSync(join(PROVIDERS, name)).isDirectory());
  expect(
    listProviders()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(folders.sort());
  expect(findProvider(DEFAULT_PROVIDER)).not.toBeNull();
  expect(findProvider("nobody")).toBeNull();
});

test("no vendor is named outside its folder and the registry", () => {
  const found = ROOMS.flatMap((room) => sources(room)).flatMap((path) => {
    if (ALLOWED.test(path)) return [];
    const text = readFileSync(join(ROOT, path), "utf8");
    return listProviders()
      .filter(({ id }) => !path.startsWith(`lib/providers/${id}/`) && names(text, id))
      .map(({ id }) => `${path} names ${id}`);
  });
  expect(found).toEqual([]);
});

/** As an id, not as part of another word; where events are delivered to is an address, which the media server is configured with. */
function names(text: string, id: string): boolean {
  return text.replaceAll(`/api/webhooks/${id}`, "").toLowerCase().includes(id.toLowerCase());
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "migrations" ? [] : sources(path);
    return /\.(ts|tsx|css)$/.test(entry.name) ? [path] : [];
  });
}
