import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** How long a month takes to be shown, over a million and over ten million rows of usage. Prints as it goes. */
export async function runMonths(): Promise<unknown> {
  const path = fileURLToPath(new URL("month-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<number | null>((settle) => child.once("exit", settle));
  const told = (await text(child.stdout)).trim().split("\n");
  if ((await gone) !== 0) throw new Error("the months could not be measured");
  const result: unknown = JSON.parse(told.pop() ?? "null");
  for (const line of told) console.log(line);
  return result;
}
