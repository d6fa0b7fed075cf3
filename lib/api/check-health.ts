import "server-only";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import packageJson from "../../package.json";
import { db } from "../db/client";
import { AppError } from "../errors";
import type { HealthAnswer } from "./schemas";

const DEADLINE_MS = 3_000;

/** Throws `unavailable` when the database does not answer in time. */
export async function checkHealth(): Promise<z.infer<typeof HealthAnswer>> {
  const database = await db();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError("unavailable", "the database does not answer")),
      DEADLINE_MS,
    );
  });
  await Promise.race([database.execute(sql`select 1`), late]).finally(() => clearTimeout(timer));
  return { status: "ok", version: packageJson.version };
}
