import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError, type Environment } from "./config";

const SecretsFile = z.object({
  AUTH_SECRET: z.string().min(32),
  ENCRYPTION_KEY: z.string().min(32),
  MEDIA_SECRET: z.string().min(32),
  MEDIA_SERVER_ID: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
});
export type Secrets = z.infer<typeof SecretsFile>;

const OVERRIDABLE = ["AUTH_SECRET", "ENCRYPTION_KEY", "MEDIA_SECRET"] as const;

/** Makes the data folder for its owner only (0700). A folder that holds foreign files keeps its own mode. */
export async function ensureDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const entries = await readdir(dataDir);
    if (entries.length === 0 || entries.includes("secrets.json")) await chmod(dataDir, 0o700);
  } catch (error) {
    throw new ConfigError(`DATA_DIR ${dataDir} can't be used: ${reason(error)}`);
  }
}

/**
 * The installation's secrets: made once, kept in `secrets.json` (0600), each replaceable by an environment
 * variable of the same name. A damaged file is never replaced: what it encrypted would be lost.
 */
export async function loadSecrets(dataDir: string, env: Environment): Promise<Secrets> {
  const path = join(dataDir, "secrets.json");
  const kept = (await readSecrets(path)) ?? (await writeSecrets(path, makeSecrets()));
  const overrides: Partial<Secrets> = {};
  for (const name of OVERRIDABLE) {
    const value = env[name];
    if (!value) continue;
    const weakness = findWeakness(value);
    if (weakness) {
      throw new ConfigError(
        `${name} ${weakness}. Use for example \`openssl rand -base64 32\`, or leave it unset.`,
      );
    }
    overrides[name] = value;
  }
  return { ...kept, ...overrides };
}

/** Why a secret must not be used, or null. */
export function findWeakness(value: string): string | null {
  if (value.length < 32) return "is too short: it needs at least 32 characters";
  if (new Set(value).size < 10) return "is too simple: it repeats the same few characters";
  if (/change.?me|secret|password|example/i.test(value)) return "looks like a placeholder";
  return null;
}

function makeSecrets(): Secrets {
  const secret = () => randomBytes(32).toString("base64url");
  return {
    AUTH_SECRET: secret(),
    ENCRYPTION_KEY: secret(),
    MEDIA_SECRET: secret(),
    MEDIA_SERVER_ID: `media-${randomBytes(6).toString("hex")}`,
  };
}

async function readSecrets(path: string): Promise<Secrets | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (isNodeError(error) && error.code === "ENOENT") return null;
    throw new ConfigError(`${path} can't be read: ${reason(error)}`);
  }
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  try {
    return SecretsFile.parse(JSON.parse(text));
  } catch {
    throw new ConfigError(
      `${path} is damaged. Restore it from a backup: without it, stream keys can't be decrypted.`,
    );
  }
}

/** Written aside, flushed and renamed, so that a crash leaves the whole file or none. */
async function writeSecrets(path: string, secrets: Secrets): Promise<Secrets> {
  const draft = `${path}.${process.pid}.tmp`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  return secrets;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
