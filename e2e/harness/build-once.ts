import { spawnSync } from "node:child_process";

/** The journeys run against the production build; it is made once, and only when stale. */
export default function buildOnce(): void {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("the production build failed");
}
