import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/**
 * How long a decision, a rehearsal of 100,000 streams, and a month's money over a million and ten million rows of usage
 * take. Prints as it goes. For no peer decides between providers, each stands beside the bound it has to keep.
 */
export async function runRouting(): Promise<unknown> {
  const path = fileURLToPath(new URL("routing-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<number | null>((settle) => child.once("exit", settle));
  const told = (await text(child.stdout)).trim().split("\n");
  if ((await gone) !== 0) throw new Error("routing could not be measured");
  const result: unknown = JSON.parse(told.pop() ?? "null");
  for (const line of told) console.log(line);
  return result;
}
