import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const MARK = "THIS-IS-A-DEMO";

/** An empty folder for a demo. Throws for one that holds anything which no demo put there: that may be somebody's product. */
export async function takeFolder(folder: string): Promise<void> {
  const isThere = existsSync(folder);
  if (isThere && (await readdir(folder)).length > 0 && !existsSync(join(folder, MARK)))
    throw new Error(
      `${folder} is not a demo's folder; nothing was changed. Name another one in DEMO_DATA_DIR.`,
    );
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(
    join(folder, MARK),
    "Everything here is made up, and is deleted when the demo begins anew.\n",
  );
}
