import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CloudflareEmulator, startCloudflareEmulator } from "../../emulators/cloudflare/server";
import { type IvsEmulator, startIvsEmulator } from "../../emulators/ivs/server";

let ivs: IvsEmulator;
let cloudflare: CloudflareEmulator;
beforeEach(async () => {
  ivs = await startIvsEmulator();
  cloudflare = await startCloudflareEmulator();
});
afterEach(async () => {
  await ivs.stop();
  await cloudflare.stop();
});

/** As somebody would start it, with these variables and none of the machine's own services. */
async function run(environment: Record<string, string>, ...args: string[]) {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/live/main.ts", ...args], {
    env: { PATH, HOME, NODE_ENV: "test", AWS_EC2_METADATA_DISABLED: "true", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const [code] = await once(child, "exit");
  return { code, output };
}
const both = () => ({ ...ivs.environment(), ...cloudflare.environment() });

test("without credentials it says in one line what is missing, and that is no failure", async () => {
  const { code, output } = await run({});
  expect(code).toBe(0);
  expect(output.trim().split("\n")).toEqual([
    expect.stringMatching(/^skipped: Amazon IVS needs .*AWS_IVS_REGION/),
  ]);
  expect(output).toContain("CLOUDFLARE_API_TOKEN");
});

test("with nobody there to agree, it names the cost and makes nothing", async () => {
  const { code, output } = await run(both());
  expect(code).toBe(1);
  expect(output).toContain("0.00 USD");
  expect(output).toContain("Nothing was made");
  expect(ivs.exchanges).toEqual([]);
  expect(cloudflare.account.made.size).toBe(0);
});

test("it tries each service that it may, and leaves nothing there", { timeout: 120_000 }, async () => {
  const { code, output } = await run(both(), "--yes");
  expect(output).toMatch(/Tests .*passed/);
  expect(code).toBe(0);
  expect(cloudflare.account.made.size).toBeGreaterThan(0);
  expect(ivs.exchanges.some(({ operation }) => operation === "CreateChannel")).toBe(true);
  expect([ivs.account.channels.size, cloudflare.account.inputs.size]).toEqual([0, 0]);
});
