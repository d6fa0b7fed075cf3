import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ProviderFigures {
  /** What creating a stream adds to the provider's own answers: 95 of 100 take no longer; the worse of both services. */
  readonly createOverheadP95Ms: number;
  /** How long after a change at the service our state follows, with 1,000 streams there; the worse of both services. */
  readonly driftP95Ms: number;
  readonly services: Readonly<Record<string, unknown>>;
}

const MEASURE = fileURLToPath(new URL("./measure-process.ts", import.meta.url));

/**
 * Both cloud services' stand-ins with a fixed delay, the real verbs, an embedded database. `--creations=200`,
 * `--streams=1000`, `--flips=300`. In a process of its own, under the condition in which server code is bundled.
 */
export async function runProviders(args: readonly string[]): Promise<ProviderFigures> {
  const services: Record<string, { createOverheadP95Ms: number; driftP95Ms: number }> = {};
  for (const service of ["aws-ivs", "cloudflare"]) {
    services[service] = JSON.parse(await measure(service, args));
    console.log(`${service}: ${JSON.stringify(services[service])}`);
  }
  const worst = (name: "createOverheadP95Ms" | "driftP95Ms") =>
    Math.max(...Object.values(services).map((figures) => figures[name]));
  return {
    createOverheadP95Ms: worst("createOverheadP95Ms"),
    driftP95Ms: worst("driftP95Ms"),
    services,
  };
}

/** The last line that the process prints. */
async function measure(service: string, args: readonly string[]): Promise<string> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", MEASURE, service, ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exited = once(child, "exit");
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    if (last) console.log(last);
    last = line;
  }
  const [code] = await exited;
  if (code !== 0) throw new Error(`measuring ${service} ended with ${code}`);
  return last;
}
