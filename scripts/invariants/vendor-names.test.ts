import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listFiles, ROOT, read } from "./source-files";

/** What ships, and what its readers see. Documents, tests of journeys and benches may name whom they compare. */
const SCOPE = /^(app|components|lib|media-server|supervisor|messages)\/|^(proxy|instrumentation)\.ts$/;

/** The only files outside a vendor's folder that may say its name, each with its reason. */
const MAY_NAME: Record<string, RegExp> = {
  // The registry is where a vendor joins.
  "lib/providers/registry.ts": /.*/,
  // Policies are data about providers; code that reads them knows none.
  "lib/routing/ready-made.json": /.*/,
  // The media server must know under which addresses its events are taken in.
  "media-server/config.ts": /self-hosted|webrtc-p2p/,
  // A kind of source, for which only its maker's player finds the low-delay path; who serves it is nobody's business.
  "lib/wire/playback.ts": /ivs/,
  "components/player/engines.ts": /ivs/,
  "components/player/engines/ivs.ts": /ivs|amazon/,
  // The protocol's best-kept client, for any store that speaks it, is published under its inventor's name.
  "media-server/recording/s3-bucket.ts": /aws/,
  // Prices, plans and planning figures are data about vendors; what calculates with them knows none.
  "lib/costs/data/ivs-prices.json": /aws|amazon|ivs/,
  "lib/costs/data/cloudflare-prices.json": /cloudflare/,
  "lib/costs/data/server-prices.json": /cloudflare|self-hosted/,
  "lib/costs/data/price-plans.json": /.*/,
  "lib/costs/data/seed-price-book.ts": /cloudflare|ivs/,
  "lib/costs/data/planning-figures.json": /.*/,
  "lib/costs/data/decision-framework.json": /.*/,
};

const folders = readdirSync(join(ROOT, "lib/providers"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "testing")
  .map((entry) => entry.name);
const VENDORS = [...new Set([...folders, "cloudflare", "amazon", "aws", "ivs"])];

test.each(VENDORS)("%s is named in its own folder and nowhere else", (vendor) => {
  const name = new RegExp(`(?<![a-z])${vendor}(?![a-z])`, "i");
  const leaks = listFiles()
    .filter(
      (path) => SCOPE.test(path) && !path.startsWith("lib/providers/") && /\.(tsx?|mjs|json|css)$/.test(path),
    )
    .concat(listFiles("lib/providers").filter((path) => path.split("/").length === 3))
    .filter((path) => !MAY_NAME[path]?.test(vendor))
    .filter((path) => !/\.test\.tsx?$/.test(path) && !path.startsWith("lib/db/migrations/"))
    .filter((path) => name.test(read(path)));
  expect(leaks).toEqual([]);
});
